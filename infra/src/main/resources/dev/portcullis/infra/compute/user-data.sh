#!/bin/bash
# Runs once, as root, when an instance starts. UserData fills in what stands between at signs.
set -euo pipefail

install -d -m 0755 /opt/service
cat > /opt/service/service.py <<'SERVICE'
@SERVICE@
SERVICE

cat > /etc/systemd/system/service.service <<'UNIT'
[Unit]
Description=Answers requests of the load balancer
After=network-online.target
Wants=network-online.target

[Service]
Environment=SYSTEM=@SYSTEM@ REGION=@REGION@ PORT=@PORT@ PYTHONUNBUFFERED=1
ExecStart=/usr/bin/python3 /opt/service/service.py
Restart=always
RestartSec=1
DynamicUser=yes
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
StandardOutput=append:/var/log/service.log
StandardError=append:/var/log/service.log

[Install]
WantedBy=multi-user.target
UNIT

cat > /etc/logrotate.d/service <<'ROTATE'
/var/log/service.log {
    size 10M
    rotate 2
    copytruncate
    missingok
}
ROTATE

systemctl daemon-reload
systemctl enable --now service

# The service answers by now. Its log is shipped as soon as the agent is there; an instance that
# cannot get the agent still serves.
install -d -m 0755 /opt/aws/amazon-cloudwatch-agent/etc
cat > /opt/aws/amazon-cloudwatch-agent/etc/service.json <<'AGENT'
{"logs": {"logs_collected": {"files": {"collect_list": [
  {"file_path": "/var/log/service.log", "log_group_name": "@LOG_GROUP@", "log_stream_name": "{instance_id}"}
]}}}}
AGENT
for attempt in 1 2 3 4 5; do
  if dnf install --assumeyes amazon-cloudwatch-agent; then
    /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl \
      -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/service.json
    exit 0
  fi
  echo "attempt ${attempt} to install the log agent failed" >&2
  sleep 10
done
echo "no log agent: the log of this instance stays on it" >&2
exit 1
