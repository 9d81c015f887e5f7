#!/usr/bin/env bash
# Whether this node is ready, asked without any program that the image would have to bring along.
exec 3<>"/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 5 status <&3 || exit 1
[[ "$status" == "HTTP/1."?" 200"* ]]
