.tools/bin/uv:
	python3 -m venv .tools && PIP_CONFIG_FILE=/dev/null .tools/bin/pip install -q uv
