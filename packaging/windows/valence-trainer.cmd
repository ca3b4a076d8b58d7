@echo off
rem The trainer is a part of the program beside this script.
"%~dp0valence.exe" --worker trainer %*
