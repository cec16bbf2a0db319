# Stands in for the bash images, whose entry point takes options as well as commands.
ARG BASE
FROM $BASE
COPY bash-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["bash-entrypoint.sh"]
CMD ["bash"]
