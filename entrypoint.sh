#!/bin/sh
# The program takes this shell's place as PID 1, so that the runner's signals reach it. Its inputs
# are environment variables, and pass through untouched: nothing here expands or quotes them.
exec /usr/bin/auto-sync "$@"
