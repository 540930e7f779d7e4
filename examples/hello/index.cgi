#!/bin/busybox sh
printf 'Content-Type: text/plain\r\n\r\n'
echo "${GREETING:-Hello} from $HOSTNAME"
