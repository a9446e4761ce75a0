# Describes to CMake a target that zig compiles for.

include(/opt/toolchain.cmake)

# Zig's linker does not say what it has read.
set(CMAKE_C_LINKER_DEPFILE_SUPPORTED FALSE)
set(CMAKE_CXX_LINKER_DEPFILE_SUPPORTED FALSE)

if(CMAKE_SYSTEM_NAME STREQUAL "Darwin")
    set(CMAKE_OSX_SYSROOT "$ENV{SDKROOT}")
    set(CMAKE_INSTALL_NAME_TOOL /usr/local/bin/llvm-install-name-tool)
    set(CMAKE_OTOOL /usr/local/bin/llvm-otool)
endif()
