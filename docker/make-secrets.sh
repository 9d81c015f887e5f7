#!/usr/bin/env bash
# Makes the secrets of compose.yml that are missing, each in a file of docker/secrets. What is there is never touched.
# tls.pem (the certificate with its chain, then the key) is the house's: docker/make-secrets.sh --trial-tls makes one
# that no browser trusts.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p secrets
printf '*\n' > secrets/.gitignore

# letters and digits, and one of each kind that the password policy asks for; no line end: it would belong to the secret
random() { printf 'Aa1-%s' "$(head -c 60 /dev/urandom | base64 | tr -d '/+=\n' | cut -c1-40)"; }

for name in spring.datasource.password aftercare.tracking-secret aftercare.admin-password aftercare.monitoring.password \
  mysql-root-password grafana-password; do
  [ -s "secrets/$name" ] || { random > "secrets/$name"; echo "made secrets/$name"; }
done
if [ "${1:-}" = --trial-tls ] && [ ! -s secrets/tls.pem ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout secrets/key.tmp -out secrets/cert.tmp 2>/dev/null
  cat secrets/cert.tmp secrets/key.tmp > secrets/tls.pem
  rm secrets/cert.tmp secrets/key.tmp
  echo "made secrets/tls.pem, for trials only"
fi
[ -s secrets/tls.pem ] || echo "secrets/tls.pem is missing: put your certificate, its chain and its key there" >&2
# the containers' users are not yours; the folder stays yours alone
chmod 755 secrets && chmod 644 secrets/*
echo "The first administrator is \"admin\"; his password is in secrets/aftercare.admin-password. Empty that file (keep it) after the first login."
