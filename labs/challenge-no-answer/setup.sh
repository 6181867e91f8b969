#!/bin/sh
# Three web servers that nobody can reach: the wrong port inside, the wrong address inside, the wrong network.
set -eu
for _ in $(seq 120); do
  if docker version >/dev/null 2>&1; then break; fi
  sleep 0.5
done
docker pull -q nginx
docker pull -q python

mkdir -p /srv/front /srv/office /srv/stock /srv/gate
echo '<h1>Front desk</h1>' >/srv/front/index.html
echo '<h1>Back office</h1>' >/srv/office/index.html
echo '<h1>Stock list</h1>' >/srv/stock/index.html
cat >/srv/gate/default.conf <<'END'
server {
    listen 80;
    resolver 127.0.0.11 valid=1s;
    location / {
        set $behind http://stock;
        proxy_pass $behind;
    }
}
END

docker run -d --name front -p 8080:8080 -v /srv/front:/usr/share/nginx/html:ro nginx
docker run -d --name office -p 8081:8000 -v /srv/office:/srv:ro -w /srv python \
  python -u -m http.server 8000 --bind 127.0.0.1
docker network create dmz
docker network create store
docker run -d --name stock --network store -v /srv/stock:/usr/share/nginx/html:ro nginx
docker run -d --name gate --network dmz -p 8082:80 -v /srv/gate:/etc/nginx/conf.d:ro nginx
