#!/bin/bash
# Options and nothing at all are for bash; anything else is a command.
case ${1:--} in
  -*) exec bash "$@" ;;
  *) exec "$@" ;;
esac
