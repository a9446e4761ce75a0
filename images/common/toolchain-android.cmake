# Describes an Android target to CMake by the file of the NDK that the user gives.

set(ANDROID_ABI "$ENV{CROSS_ANDROID_ABI}")
set(ANDROID_PLATFORM "$ENV{ANDROID_API}")
if(NOT ANDROID_PLATFORM)
    set(ANDROID_PLATFORM 24)
endif()
include(/sdk/build/cmake/android.toolchain.cmake)

# Libraries outside the sysroot are found too: those that a build has made for itself.
foreach(kind LIBRARY INCLUDE PACKAGE)
    set(CMAKE_FIND_ROOT_PATH_MODE_${kind} BOTH)
endforeach()
