# Describes Emscripten to CMake by its own file.

# Libraries outside the sysroot are found too: those that a build has made for itself.
foreach(kind LIBRARY INCLUDE PACKAGE)
    set(CMAKE_FIND_ROOT_PATH_MODE_${kind} BOTH)
endforeach()
separate_arguments(CMAKE_CROSSCOMPILING_EMULATOR UNIX_COMMAND "$ENV{CROSS_TARGET_RUNNER}")
set(EMSCRIPTEN_SYSTEM_PROCESSOR "$ENV{CROSS_CMAKE_SYSTEM_PROCESSOR}")

include(/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake)
