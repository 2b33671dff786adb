// What nearly every source of the worker reads first. Compiled once instead of 260 times.
#pragma once

#include <common.hpp>

#include <absl/strings/string_view.h>
#include <absl/types/optional.h>
#include <flatbuffers/flatbuffers.h>

#include <FBS/message.h>
#include <FBS/transport.h>

#include <Channel/ChannelNotification.hpp>
#include <Channel/ChannelRequest.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>
