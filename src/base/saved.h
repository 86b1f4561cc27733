// SPDX-License-Identifier: MIT
#pragma once

/// The machine's classes befriend Fields of themselves: simulator/saved says there what of a T is its state.
namespace dumplab::saved {
template <class T>
struct Fields;
}
