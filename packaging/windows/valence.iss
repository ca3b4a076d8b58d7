; The installer for Windows, made by Inno Setup 6.3 or newer:
;   iscc /DVersion=0.1.0 packaging\windows\valence.iss
; It takes dist\valence, which packaging\build.py has made, and installs it for the user who runs
; it; an administrator may choose to install it for everyone.

#ifndef Version
  #error Give the version: /DVersion=...
#endif

#define Root "..\.."

[Setup]
; Never changes: by it a new version finds the one that it replaces.
AppId={{6E0C1B0E-3C3F-4B0B-9C39-6F0C8A7B9D51}
AppName=Valence
AppVersion={#Version}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\Valence
DefaultGroupName=Valence
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\build\icons\valence.ico
UninstallDisplayIcon={app}\valencew.exe
OutputDir={#Root}\dist
OutputBaseFilename=valence-{#Version}-windows-x64
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
; Windows itself asks to close a Valence that is open.
CloseApplications=yes

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Files of an earlier version would be found by this one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Root}\dist\valence\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Valence"; Filename: "{app}\valencew.exe"
Name: "{autodesktop}\Valence"; Filename: "{app}\valencew.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\valencew.exe"; Description: "{cm:LaunchProgram,Valence}"; Flags: nowait postinstall skipifsilent

[Code]
// PyTorch needs the Visual C++ runtime of 2022, which Windows does not bring.
function RuntimeIsThere: Boolean;
var
  Installed, Major, Minor: Cardinal;
  Key: String;
begin
  Key := 'SOFTWARE\Microsoft\VisualStudio\14.0\VC\Runtimes\x64';
  Result := RegQueryDWordValue(HKLM64, Key, 'Installed', Installed) and (Installed = 1)
    and RegQueryDWordValue(HKLM64, Key, 'Major', Major)
    and RegQueryDWordValue(HKLM64, Key, 'Minor', Minor)
    and ((Major > 14) or ((Major = 14) and (Minor >= 40)));
end;

function InitializeSetup: Boolean;
var
  Ignored: Integer;
begin
  Result := True;
  if RuntimeIsThere then
    Exit;
  if SuppressibleMsgBox(
    'Valence needs the Microsoft Visual C++ 2015-2022 runtime (x64), version 14.40 or newer, which '
    + 'is not on this computer. Open Microsoft''s download page now? Run this installer again '
    + 'when it is installed.', mbConfirmation, MB_YESNO, IDNO) = IDYES then
    ShellExecAsOriginalUser('open', 'https://aka.ms/vs/17/release/vc_redist.x64.exe', '', '',
      SW_SHOWNORMAL, ewNoWait, Ignored);
  Result := False;
end;
