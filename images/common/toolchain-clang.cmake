# Describes the target to CMake where clang is the compiler, from the variables that the image sets.

set(CMAKE_SYSTEM_NAME "$ENV{CROSS_CMAKE_SYSTEM_NAME}")
set(CMAKE_SYSTEM_PROCESSOR "$ENV{CROSS_CMAKE_SYSTEM_PROCESSOR}")

set(tool "$ENV{CROSS_TOOLCHAIN_PREFIX}")
set(CMAKE_C_COMPILER "${tool}clang$ENV{CROSS_TOOLCHAIN_SUFFIX}")
set(CMAKE_CXX_COMPILER "${tool}clang++$ENV{CROSS_TOOLCHAIN_SUFFIX}")
set(CMAKE_ASM_COMPILER "${CMAKE_C_COMPILER}")
set(CMAKE_AR "${tool}ar" CACHE FILEPATH "Knows the objects of the target")
set(CMAKE_RANLIB "${tool}ranlib" CACHE FILEPATH "Knows the objects of the target")
find_program(pkg_config "${tool}pkg-config" NO_CMAKE_FIND_ROOT_PATH)
if(pkg_config)
    set(PKG_CONFIG_EXECUTABLE "${pkg_config}" CACHE FILEPATH "Sees the libraries of the target only")
endif()

# Cached, so that the cmake crate or the command line can still say something else.
foreach(language C CXX ASM)
    set(CMAKE_${language}_FLAGS "$ENV{CROSS_CMAKE_OBJECT_FLAGS}" CACHE STRING "Flags from the image")
endforeach()

if(DEFINED ENV{CROSS_TARGET_RUNNER})
    separate_arguments(CMAKE_CROSSCOMPILING_EMULATOR UNIX_COMMAND "$ENV{CROSS_TARGET_RUNNER}")
endif()

# Libraries outside the sysroot are found too: those that a build has made for itself.
set(CMAKE_FIND_ROOT_PATH "$ENV{CROSS_SYSROOT}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)

# Without a C library a test program does not link.
if("$ENV{CROSS_CMAKE_CRT}" STREQUAL "none")
    set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
endif()
