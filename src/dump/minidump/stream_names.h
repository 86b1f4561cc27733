// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace dumplab::minidump {

/// What its writers call a stream type: "ThreadList", "LinuxMaps", ...; empty where it is not known.
std::string_view stream_name(std::uint32_t type);

}  // namespace dumplab::minidump
