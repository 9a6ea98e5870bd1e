@echo off
rem Double-click: the first time this installs what is needed; then the preview opens in the browser.
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON="
for %%P in ("py -3" python python3) do if not defined PYTHON (
    %%~P -c "import sys; raise SystemExit(sys.version_info < (3, 11))" >nul 2>nul && set "PYTHON=%%~P"
)
if not defined PYTHON (
    echo Máy này chưa có Python 3.11 trở lên. Cài từ python.org/downloads hoặc Microsoft Store rồi bấm đúp lại tệp này.
    echo This computer has no Python 3.11 or later. Install it from python.org/downloads or the Microsoft Store,
    echo then double-click this file again.
    pause
    exit /b 1
)
%PYTHON% build.py serve --open %*
if not errorlevel 130 if errorlevel 1 pause
