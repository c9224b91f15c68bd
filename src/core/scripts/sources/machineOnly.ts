import * as l10n from '@vscode/l10n';

/** Packages that pip can install on Windows or macOS only. */
const otherSystems =
  /^(?:pywin32|pypiwin32|pywinpty|windows-curses|winkerberos|wmi|pywinauto|winshell|win32-setctime|pyobjc(?:-.+)?|py2app|py2exe)$/u;

/** What Debian, Ubuntu and those made of them install for themselves, and `pip freeze` lists though PyPI has none of it. */
const ofSystem =
  /^(?:pkg-resources|python-apt|apturl|command-not-found|cloud-init|cupshelpers|defer|distro-info|language-selector|louis|mintsystem|screen-resolution-extra|simple-scan|ubuntu-.+|ufw|unattended-upgrades|usb-creator|xkit|systemd-python|brlapi|lazr-.+|wadllib|launchpadlib|pygobject-stubs|gpg|rpm|selinux|sepolicy|dnf|libcomps|hawkey)$/u;

/** Labels that distributions put behind a version: `2.4.0+ubuntu3`. */
const ofDistribution = /\+.*(?:ubuntu|deb|dfsg|mint|fc\d|el\d|computecanada)/u;

/**
 * Why a line of a frozen list fits the machine that it was frozen on and no other; undefined for one that fits all. `name` as PyPI compares
 * names.
 */
export function machineOnly(name: string, version: string | undefined): string | undefined {
  if (otherSystems.test(name)) return l10n.t('it is for Windows or macOS only: it is left out');
  if (ofSystem.test(name) || version === '0.0.0' || (version !== undefined && ofDistribution.test(version)))
    return l10n.t(
      'it came with the system of the machine that made the list, and PyPI does not have it: it is left out',
    );
  return undefined;
}

/** Packages of conda for another system than Linux. */
const condaOtherSystems =
  /^(?:appnope|libcxx|libcxxabi|python\.app|pyobjc.*|vc|vc14_runtime|vs20\d\d_runtime|ucrt|pywin32|pywinpty|winpty|win_inet_pton|wincertstore|windows-curses|m2w64-.+|msys2-.+|icc_rt|console_shortcut.*|powershell_shortcut.*|__osx|__win|libwinpthread|cctools.*|ld64.*|clang_osx.*)$/u;

/** Libraries below Python and R, which come with whatever needs them. */
const condaLibraries =
  /^(?:_.+|lib.+|ld_impl_.+|aws-c-.+|aws-c.+|aws-sdk-cpp|xorg-.+|xz|xz-tools|zlib|zlib-ng|zstd|bzip2|openssl|ncurses|readline|sqlite|tk|tzdata|ca-certificates|icu|krb5|expat|fontconfig|freetype|giflib|jpeg|lcms2|lerc|mkl|intel-openmp|llvm-openmp|blas|openblas|gettext|glib|gstreamer|pcre2?|pixman|cairo|harfbuzz|graphite2|qt-main|qt6-main|nss|nspr|yaml|zeromq|brotli-bin|c-ares|s2n|snappy|orc|re2|gflags|glog|lz4-c|openjpeg|tbb|arrow-cpp|font-ttf-.+|fonts-.+|gmp|mpfr|mpc|isl)$/u;

export function isCondaOfOtherSystem(name: string): boolean {
  return condaOtherSystems.test(name);
}

export function isCondaLibrary(name: string): boolean {
  return condaLibraries.test(name);
}
