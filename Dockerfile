# The product in a small image: `docker build -t chathub .`, then
# `docker run -p 8080:8080 -v chathub:/data chathub`. Several nodes: compose.yaml.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock requirements-build.lock requirements-node.lock ./
RUN python -m venv /chathub \
    && /chathub/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
    && python -m venv tools \
    && tools/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
    && tools/bin/pip install --no-cache-dir --require-hashes -r requirements-node.lock
COPY pyproject.toml hatch_build.py mkdocs.yml README.md ARCHITECTURE.md CHANGELOG.md LICENSE ./
COPY tools/guide.py tools/
COPY sdk/python/README.md sdk/python/
COPY docs docs
COPY web web
COPY src src
# Build tools are at hand and locked, so the build fetches the front end's own packages alone, by their lock.
RUN tools/bin/python -m hatchling build -t wheel && /chathub/bin/pip install --no-cache-dir --no-deps dist/*.whl

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, for `chathub backup` and `restore` with a PostgreSQL database.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin chathub \
    && install -d -o chathub -g chathub -m 700 /data
COPY --from=build /chathub /chathub
ENV PATH=/chathub/bin:$PATH CHATHUB_DATA=/data CHATHUB_HOST=0.0.0.0
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/livez', timeout=2)"]
ENTRYPOINT ["chathub"]
CMD ["serve"]
