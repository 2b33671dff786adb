#!/bin/sh
# Starts coturn for one installation. Further options for turnserver may follow as arguments.
#   TURN_SECRET            shared with the app, at least 32 characters
#   DOMAIN                 realm, and the name on the certificate
#   RTC_ANNOUNCED_ADDRESS  the media server's address, the only peer that may be relayed to
#   TURN_LISTEN_ADDRESS    this machine's own address, where a cloud maps the public one onto it
#   TURN_CERT, TURN_KEY    a certificate of yours; otherwise the one Caddy got, found in TURN_CADDY_DIR
set -eu

conf=${TURN_CONF:-$(dirname "$0")/turnserver.conf}
run=${TURN_RUN_DIR:-/run/turn}
caddy=${TURN_CADDY_DIR:-/caddy}
look_every=${TURN_CERT_CHECK_SECONDS:-60}

fail() {
  echo "turn: $1" >&2
  exit 64
}

# One address, never a range: "0.0.0.0-255.255.255.255" would open the relay to the whole network.
need_address() {
  case $2 in
    '' | *[!0-9a-fA-F.:]*) fail "$1 must be one IP address, it is \"$2\"" ;;
    0.0.0.0 | ::) fail "$1 must be the address of one machine, it is \"$2\"" ;;
    *[.:]*) ;;
    *) fail "$1 must be one IP address, it is \"$2\"" ;;
  esac
}

case ${TURN_SECRET:-} in
  *[!0-9A-Za-z_-]*) fail 'TURN_SECRET may hold letters, digits, - and _ only' ;;
  ????????????????????????????????*) ;;
  *) fail 'TURN_SECRET needs at least 32 characters, for example from: openssl rand -hex 32' ;;
esac
case ${DOMAIN:-} in
  '' | *[!0-9A-Za-z.-]*) fail 'DOMAIN must be the host name of the site' ;;
esac

announced=${RTC_ANNOUNCED_ADDRESS:-}
case $announced in
  *[!0-9a-fA-F.:]*)
    # A name: the peer is what it resolves to now.
    announced=$(getent ahostsv4 "$announced" | awk 'NR == 1 { print $1 }') || true
    [ -n "$announced" ] || fail "RTC_ANNOUNCED_ADDRESS: \"$RTC_ANNOUNCED_ADDRESS\" does not resolve"
    ;;
esac
need_address RTC_ANNOUNCED_ADDRESS "$announced"

umask 077
mkdir -p "$run"

# Copies the certificate into our folder, readable for the user coturn runs as. Succeeds only when there is a new one.
take_certificate() {
  cert=${TURN_CERT:-}
  key=${TURN_KEY:-}
  if [ -z "$cert" ]; then
    cert=$(ls -t "$caddy"/caddy/certificates/*/"$DOMAIN/$DOMAIN.crt" 2>/dev/null | head -n 1)
    key=${cert%.crt}.key
  fi
  [ -n "$cert" ] && [ -s "$cert" ] && [ -s "$key" ] || return 1
  if cmp -s "$cert" "$run/site.crt" && cmp -s "$key" "$run/site.key"; then return 1; fi
  cp "$cert" "$run/site.crt"
  cp "$key" "$run/site.key"
  if [ "$(id -u)" = 0 ]; then chown turnserver:turnserver "$run/site.crt" "$run/site.key"; fi
}

rm -f "$run/site.crt" "$run/site.key"
take_certificate || true

{
  cat "$conf"
  echo
  echo "static-auth-secret=$TURN_SECRET"
  echo "realm=$DOMAIN"
  echo "allowed-peer-ip=$announced"
  echo "userdb=$run/turndb"
  echo "pidfile=$run/turnserver.pid"
  if [ -n "${TURN_LISTEN_ADDRESS:-}" ]; then
    need_address TURN_LISTEN_ADDRESS "$TURN_LISTEN_ADDRESS"
    echo "listening-ip=$TURN_LISTEN_ADDRESS"
    # The health check asks here.
    echo listening-ip=127.0.0.1
    echo "relay-ip=$TURN_LISTEN_ADDRESS"
    if [ "$TURN_LISTEN_ADDRESS" != "$announced" ]; then
      # coturn then sends what is meant for the public address straight to the private one: no way out and back.
      echo "external-ip=$announced/$TURN_LISTEN_ADDRESS"
      echo "allowed-peer-ip=$TURN_LISTEN_ADDRESS"
    fi
  fi
  if [ -s "$run/site.crt" ]; then
    echo "cert=$run/site.crt"
    echo "pkey=$run/site.key"
  else
    echo no-tls
    echo no-dtls
  fi
} >"$run/turnserver.conf"

if [ "$(id -u)" = 0 ]; then
  chown turnserver:turnserver "$run" "$run/turnserver.conf"
  set -- --proc-user=turnserver --proc-group=turnserver "$@"
fi

# A renewed certificate is read in place. The first one needs a start of its own, which the restart policy gives.
had_certificate=$([ -s "$run/site.crt" ] && echo yes || echo no)
(
  while sleep "$look_every" && kill -0 $$ 2>/dev/null; do
    take_certificate || continue
    if [ "$had_certificate" = yes ]; then
      echo 'turn: certificate renewed'
      kill -USR2 $$
    else
      echo 'turn: there is a certificate now, starting again with TLS'
      kill -TERM $$
    fi
  done
) &

exec turnserver -c "$run/turnserver.conf" "$@"
