// The calls of libsrtp 3 that mediasoup-worker makes, on the libsrtp 2 that distributions ship.
//
// Two things differ. Version 3 has an opaque policy object with setters, where 2 has a plain struct. And version 3
// separates input from output with explicit sizes, where 2 works in place and trusts the buffer to have room.
// The worker's own names are mapped at the bottom; what is alike in both versions passes through untouched.
#pragma once

#include <srtp2/srtp.h>

#include <openssl/crypto.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Errors that only version 3 knows. Macros, so that a later libsrtp 2 which has them does not clash.
#define srtp_err_status_buffer_small static_cast<srtp_err_status_t>(28)
#define srtp_err_status_cryptex_err static_cast<srtp_err_status_t>(29)

namespace srtp3
{
	struct Policy
	{
		srtp_policy_t settings{};
		// libsrtp 2 wants key and salt in one piece, and only points at it.
		std::array<uint8_t, SRTP_MAX_KEY_LEN> keyAndSalt{};

		~Policy()
		{
			OPENSSL_cleanse(this->keyAndSalt.data(), this->keyAndSalt.size());
		}
	};

	inline srtp_err_status_t CreatePolicy(Policy** policy)
	{
		*policy = new (std::nothrow) Policy();

		return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
	}

	inline void DestroyPolicy(Policy* policy)
	{
		delete policy;
	}

	inline srtp_err_status_t SetSsrc(Policy* policy, srtp_ssrc_t ssrc)
	{
		policy->settings.ssrc = ssrc;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetProfile(Policy* policy, srtp_profile_t profile)
	{
		const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->settings.rtp, profile);

		if (status != srtp_err_status_ok)
		{
			return status;
		}

		return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->settings.rtcp, profile);
	}

	inline srtp_err_status_t AddKey(
	  Policy* policy,
	  const uint8_t* key,
	  size_t keyLen,
	  const uint8_t* salt,
	  size_t saltLen,
	  const uint8_t* /*mki*/,
	  size_t mkiLen)
	{
		// The worker uses no master key identifier; one that did must not be ignored.
		if (mkiLen != 0 || keyLen + saltLen > policy->keyAndSalt.size())
		{
			return srtp_err_status_bad_param;
		}

		std::memcpy(policy->keyAndSalt.data(), key, keyLen);
		std::memcpy(policy->keyAndSalt.data() + keyLen, salt, saltLen);
		policy->settings.key = policy->keyAndSalt.data();

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetAllowRepeatTx(Policy* policy, bool allow)
	{
		policy->settings.allow_repeat_tx = allow ? 1 : 0;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t SetWindowSize(Policy* policy, size_t size)
	{
		policy->settings.window_size = size;

		return srtp_err_status_ok;
	}

	inline srtp_err_status_t Create(srtp_t* session, Policy* policy)
	{
		return ::srtp_create(session, &policy->settings);
	}

	// SRTCP carries its packet index in the open, beside the trailer (RFC 3711, 3.4).
	constexpr size_t SrtcpIndexLen = 4;

	// One of libsrtp 2's in-place calls, from `in` to `out`. `growth` is by how much it may lengthen the packet.
	template<auto InPlace>
	inline srtp_err_status_t Transform(
	  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t growth)
	{
		if (inLen + growth > *outLen)
		{
			return srtp_err_status_buffer_small;
		}

		if (in != out)
		{
			std::memcpy(out, in, inLen);
		}

		int len           = static_cast<int>(inLen);
		const auto status = InPlace(session, out, &len);

		if (status == srtp_err_status_ok)
		{
			*outLen = static_cast<size_t>(len);
		}

		return status;
	}

	inline srtp_err_status_t Protect(
	  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
	{
		return Transform<::srtp_protect>(session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN);
	}

	inline srtp_err_status_t ProtectRtcp(
	  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t /*mkiIndex*/)
	{
		return Transform<::srtp_protect_rtcp>(session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN + SrtcpIndexLen);
	}

	inline srtp_err_status_t Unprotect(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		return Transform<::srtp_unprotect>(session, in, inLen, out, outLen, 0);
	}

	inline srtp_err_status_t UnprotectRtcp(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		return Transform<::srtp_unprotect_rtcp>(session, in, inLen, out, outLen, 0);
	}
} // namespace srtp3

#define srtp_policy_t srtp3::Policy*
#define srtp_policy_create srtp3::CreatePolicy
#define srtp_policy_destroy srtp3::DestroyPolicy
#define srtp_policy_set_ssrc srtp3::SetSsrc
#define srtp_policy_set_profile srtp3::SetProfile
#define srtp_policy_add_key srtp3::AddKey
#define srtp_policy_set_allow_repeat_tx srtp3::SetAllowRepeatTx
#define srtp_policy_set_window_size srtp3::SetWindowSize
#define srtp_create srtp3::Create
#define srtp_stream_remove ::srtp_remove_stream
#define srtp_protect srtp3::Protect
#define srtp_protect_rtcp srtp3::ProtectRtcp
#define srtp_unprotect srtp3::Unprotect
#define srtp_unprotect_rtcp srtp3::UnprotectRtcp
