# Describes the target to CMake where clang-cl is the compiler, from the variables that the image sets.

set(CMAKE_SYSTEM_NAME "$ENV{CROSS_CMAKE_SYSTEM_NAME}")
set(CMAKE_SYSTEM_PROCESSOR "$ENV{CROSS_CMAKE_SYSTEM_PROCESSOR}")

set(CMAKE_C_COMPILER "$ENV{CROSS_TOOLCHAIN_PREFIX}clang-cl")
set(CMAKE_CXX_COMPILER "$ENV{CROSS_TOOLCHAIN_PREFIX}clang-cl")
set(CMAKE_LINKER lld-link)
set(CMAKE_AR llvm-lib CACHE FILEPATH "Knows the objects of the target")
set(CMAKE_RC_COMPILER llvm-rc)
set(CMAKE_MT llvm-mt CACHE FILEPATH "Puts manifests into programs")

# Cached, so that the cmake crate or the command line can still say something else.
foreach(language C CXX)
    set(CMAKE_${language}_FLAGS "$ENV{CROSS_CMAKE_OBJECT_FLAGS}" CACHE STRING "Flags from the image")
endforeach()

# One runtime only comes with the SDK: that of programs for release.
set(CMAKE_MSVC_RUNTIME_LIBRARY MultiThreadedDLL CACHE STRING "Microsoft's runtime for debugging may not be handed out")
set(CMAKE_TRY_COMPILE_CONFIGURATION Release)

if(DEFINED ENV{CROSS_TARGET_RUNNER})
    separate_arguments(CMAKE_CROSSCOMPILING_EMULATOR UNIX_COMMAND "$ENV{CROSS_TARGET_RUNNER}")
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
