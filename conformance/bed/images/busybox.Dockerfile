# Stands in for Alpine: one static program under many names, and no bash.
ARG BASE
FROM $BASE AS source
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends busybox-static
RUN mkdir -p /made/bin /made/etc /made/root /made/usr/bin && mkdir -m 1777 /made/tmp && cp /bin/busybox /made/bin/ && \
    chroot /made /bin/busybox --install -s /bin && ln -s /bin/env /made/usr/bin/env && \
    echo root:x:0:0:root:/root:/bin/sh > /made/etc/passwd && echo root:x:0: > /made/etc/group
FROM scratch
COPY --from=source /made/ /
CMD ["/bin/sh"]
