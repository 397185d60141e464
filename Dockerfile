# One image for every role: the command picks it (api, worker, telegram, preflight …).
# Debian slim, not Alpine: onnxruntime-node has no binary for musl.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# Its install script would download CUDA files; the CPU library is in the package.
ENV ONNXRUNTIME_NODE_INSTALL=skip NODE_ENV=development
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY bin bin
COPY src src
RUN node bin/agrobot.mjs build
# Production dependencies only, with their list, and of onnxruntime only this platform's library. As long as package.json
# names the others, npm keeps one that a production dependency could use (TypeScript) and leaves shared ones off the list.
RUN npm pkg delete devDependencies \
 && npm prune --omit=dev \
 && npm sbom --sbom-format=cyclonedx --sbom-type=application > sbom.cdx.json \
 && native=node_modules/onnxruntime-node/bin/napi-v6 \
 && find "$native" -mindepth 1 -maxdepth 1 ! -name linux -exec rm -rf {} + \
 && find "$native/linux" -mindepth 1 -maxdepth 1 ! -name "$(node -p process.arch)" -exec rm -rf {} + \
 && find node_modules dist -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' -o -name '*.md' \) -delete \
 && rm -rf node_modules/openai/src node_modules/grammy/web dist/.tsbuildinfo \
 && find node_modules/swagger-ui-dist -name '*.js' ! -name swagger-ui-bundle.js ! -name index.js ! -name absolute-path.js -delete

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="AgroBot" \
      org.opencontainers.image.description="Answers everyday farming questions from Colombia: a queue-backed fleet in TypeScript" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production ORT_DISABLE_TELEMETRY=1
WORKDIR /app
COPY --from=build /app/package.json /app/sbom.cdx.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY bin bin
COPY data data
COPY models/intents models/intents
COPY LICENSE NOTICE ./
# Nothing is ever written here: the root file system may be read-only. The one folder is for a volume, which takes its
# owner from it (role "assets").
RUN ln -s /app/bin/agrobot.mjs /usr/local/bin/agrobot && install -d -o node -g node /srv/assets
# "node"; as a number, so that Kubernetes sees that it is not root.
USER 1000:1000
EXPOSE 5017
ENTRYPOINT ["node", "bin/container.mjs"]
CMD ["api"]
