# One program of Debian in an image of its own.
ARG BASE
FROM $BASE
ARG PACKAGE
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends $PACKAGE && \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/*
