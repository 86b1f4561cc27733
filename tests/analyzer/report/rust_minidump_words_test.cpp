// SPDX-License-Identifier: MIT
#include "report/rust_minidump_words.h"

#include <gtest/gtest.h>

namespace dumplab::report::rust_minidump {
namespace {

constexpr std::uint32_t kWindows = 2, kLinux = 0x8201, kMacOs = 0x8101;

std::string reason(std::uint32_t code, std::vector<std::uint64_t> information = {}) {
  Exception exception;
  exception.ExceptionCode = code;
  exception.ExceptionInformation = std::move(information);
  return crash_reason(exception, kWindows);
}

std::string signal_reason(std::uint32_t signal, std::uint32_t code, std::uint32_t platform = kLinux) {
  Exception exception;
  exception.ExceptionCode = signal;
  exception.ExceptionFlags = code;
  return crash_reason(exception, platform);
}

// Source of all expected words: rust-minidump, minidump/src/minidump.rs (CrashReason) and winnt.h, signal.h.
TEST(RustMinidumpWords, name_exceptions_of_windows) {
  EXPECT_EQ(reason(0xc0000005, {0, 0x10}), "EXCEPTION_ACCESS_VIOLATION_READ");
  EXPECT_EQ(reason(0xc0000005, {1, 0x10}), "EXCEPTION_ACCESS_VIOLATION_WRITE");
  EXPECT_EQ(reason(0xc0000005, {8, 0x10}), "EXCEPTION_ACCESS_VIOLATION_EXEC");
  EXPECT_EQ(reason(0xc0000005, {3, 0x10}), "EXCEPTION_ACCESS_VIOLATION");
  EXPECT_EQ(reason(0xc0000005), "EXCEPTION_ACCESS_VIOLATION");
  EXPECT_EQ(reason(0x80000003), "EXCEPTION_BREAKPOINT");
  EXPECT_EQ(reason(0xc000008c), "EXCEPTION_BOUNDS_EXCEEDED");
  EXPECT_EQ(reason(0xe06d7363), "Unhandled C++ Exception");
  EXPECT_EQ(reason(0xc0000374), "STATUS_HEAP_CORRUPTION");
  EXPECT_EQ(reason(0xc0000135), "STATUS_DLL_NOT_FOUND");
  EXPECT_EQ(reason(0x12345678), "unknown 0x12345678");
}

TEST(RustMinidumpWords, give_the_cause_where_the_exception_has_one) {
  EXPECT_EQ(reason(0xc0000006, {0, 0x10, 0xc0000011}), "EXCEPTION_IN_PAGE_ERROR_READ / STATUS_END_OF_FILE");
  EXPECT_EQ(reason(0xc0000006, {0, 0x10, 0xc0ffee00}), "EXCEPTION_IN_PAGE_ERROR_READ / 0xc0ffee00");
  EXPECT_EQ(reason(0xc0000006, {0, 0x10}), "EXCEPTION_IN_PAGE_ERROR");
  EXPECT_EQ(reason(0xc0000409, {7}), "EXCEPTION_STACK_BUFFER_OVERRUN / FAST_FAIL_FATAL_APP_EXIT");
  EXPECT_EQ(reason(0xc0000409, {0x1234}), "EXCEPTION_STACK_BUFFER_OVERRUN / 0x00001234");
  EXPECT_EQ(reason(0xc0000409), "STATUS_STACK_BUFFER_OVERRUN");
}

TEST(RustMinidumpWords, name_signals) {
  EXPECT_EQ(signal_reason(11, 1), "SIGSEGV / SEGV_MAPERR");
  EXPECT_EQ(signal_reason(11, 0x80), "SIGSEGV / SI_KERNEL");
  EXPECT_EQ(signal_reason(6, 0xfffffffa), "SIGABRT / SI_TKILL");
  EXPECT_EQ(signal_reason(6, 0), "SIGABRT");
  EXPECT_EQ(signal_reason(8, 1), "SIGFPE / FPE_INTDIV");
  EXPECT_EQ(signal_reason(7, 9), "SIGBUS / 0x00000009");
  EXPECT_EQ(signal_reason(99, 1), "unknown 0x00000063 / 0x00000001");
  EXPECT_EQ(signal_reason(1, 2, kMacOs), "unknown 0x00000001 / 0x00000002");
}

TEST(RustMinidumpWords, name_last_errors) {
  EXPECT_EQ(last_error_word(0), "ERROR_SUCCESS");
  EXPECT_EQ(last_error_word(5), "ERROR_ACCESS_DENIED");
  EXPECT_EQ(last_error_word(0xc0000008), "STATUS_INVALID_HANDLE");
  EXPECT_EQ(last_error_word(54321), "unknown 0x0000d431");
}

TEST(RustMinidumpWords, name_systems_and_processors) {
  EXPECT_EQ(system_word(kWindows), "Windows NT");
  EXPECT_EQ(system_word(0x8203), "Android");
  EXPECT_EQ(system_word(0x4321), "0x00004321");
  EXPECT_STREQ(processor_word(Processor::kAmd64), "amd64");
  EXPECT_STREQ(processor_word(Processor{0x8003}), "arm64");
  EXPECT_STREQ(processor_word(Processor{77}), "unknown");
}

TEST(RustMinidumpWords, describe_the_processor) {
  SystemInfo system;
  system.ProcessorLevel = 6;
  system.ProcessorRevision = 0x0d08;
  const std::string_view vendor = "GenuineIntel";
  std::copy(vendor.begin(), vendor.end(), system.Cpu.begin());
  EXPECT_EQ(processor_text(system), "GenuineIntel family 6 model 13 stepping 8");
  system.ProcessorArchitecture = Processor::kAmd64;
  EXPECT_EQ(processor_text(system), "family 6 model 13 stepping 8");
  system.ProcessorArchitecture = Processor::kArm64;
  EXPECT_EQ(processor_text(system), "");
}

}  // namespace
}  // namespace dumplab::report::rust_minidump
