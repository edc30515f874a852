# The image of one instance: web and worker, for a Postgres of its own (see docker-compose.yml).

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing depends on install scripts.
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund

FROM packages AS build
COPY tsconfig.json next.config.js proxy.ts instrumentation-client.ts ./
COPY .config .config
COPY public public
COPY prisma prisma
COPY app app
COPY lib lib
RUN node lib/cli/generate.mjs
RUN node lib/cli/run.mjs lib/cli/build-pages.ts

FROM node:24-bookworm-slim AS run-packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim AS run
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=run-packages --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/.next .next
COPY --from=build --chown=node:node /app/lib lib
COPY --chown=node:node package.json package-lock.json tsconfig.json next.config.js ./
COPY --chown=node:node proxy.ts instrumentation-client.ts ./
COPY --chown=node:node app app
COPY --chown=node:node .config .config
COPY --chown=node:node public public
COPY --chown=node:node prisma prisma
RUN mkdir /data && chown node:node /data /app
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["node", "lib/cli/check-health.mjs"]
CMD ["node", "lib/cli/start.mjs"]
