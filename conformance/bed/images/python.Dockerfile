# Stands in for the Python images: `python` and `python3` are the same.
ARG BASE
FROM $BASE
RUN ln -s python3 /usr/bin/python
CMD ["python3"]
