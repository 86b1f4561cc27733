// SPDX-License-Identifier: MIT
#include "report/rust_minidump_words.h"

#include <fmt/format.h>

#include <cctype>
#include <cstring>

#include "nt/fast_fail.h"
#include "nt/status.h"
#include "snapshot/system_names.h"

namespace dumplab::report::rust_minidump {
namespace {

struct Word {
  std::uint32_t number;
  const char* word;
};

template <std::size_t Size>
const char* find_word(const Word (&words)[Size], std::uint64_t number) {
  for (const Word& row : words)
    if (row.number == number) return row.word;
  return nullptr;
}

constexpr Word kSystems[] = {{1, "Windows NT"},   {2, "Windows NT"}, {0x8101, "Mac OS X"},
                             {0x8102, "iOS"},     {0x8201, "Linux"}, {0x8202, "Solaris"},
                             {0x8203, "Android"}, {0x8204, "PS3"},   {0x8205, "NaCl"}};
constexpr Word kProcessors[] = {{0, "x86"},        {1, "mips"},       {3, "ppc"},        {5, "arm"},
                                {9, "amd64"},      {10, "x86"},       {12, "arm64"},     {0x8001, "sparc"},
                                {0x8002, "ppc64"}, {0x8003, "arm64"}, {0x8004, "mips64"}};

/// Exceptions that have names of their own; others go by their NTSTATUS.
constexpr Word kExceptions[] = {{0x80000001, "EXCEPTION_GUARD_PAGE"},
                                {0x80000002, "EXCEPTION_DATATYPE_MISALIGNMENT"},
                                {0x80000003, "EXCEPTION_BREAKPOINT"},
                                {0x80000004, "EXCEPTION_SINGLE_STEP"},
                                {0xc0000005, "EXCEPTION_ACCESS_VIOLATION"},
                                {0xc0000006, "EXCEPTION_IN_PAGE_ERROR"},
                                {0xc0000008, "EXCEPTION_INVALID_HANDLE"},
                                {0xc000001d, "EXCEPTION_ILLEGAL_INSTRUCTION"},
                                {0xc0000025, "EXCEPTION_NONCONTINUABLE_EXCEPTION"},
                                {0xc0000026, "EXCEPTION_INVALID_DISPOSITION"},
                                {0xc000008c, "EXCEPTION_BOUNDS_EXCEEDED"},
                                {0xc000008d, "EXCEPTION_FLT_DENORMAL_OPERAND"},
                                {0xc000008e, "EXCEPTION_FLT_DIVIDE_BY_ZERO"},
                                {0xc000008f, "EXCEPTION_FLT_INEXACT_RESULT"},
                                {0xc0000090, "EXCEPTION_FLT_INVALID_OPERATION"},
                                {0xc0000091, "EXCEPTION_FLT_OVERFLOW"},
                                {0xc0000092, "EXCEPTION_FLT_STACK_CHECK"},
                                {0xc0000093, "EXCEPTION_FLT_UNDERFLOW"},
                                {0xc0000094, "EXCEPTION_INT_DIVIDE_BY_ZERO"},
                                {0xc0000095, "EXCEPTION_INT_OVERFLOW"},
                                {0xc0000096, "EXCEPTION_PRIV_INSTRUCTION"},
                                {0xc00000fd, "EXCEPTION_STACK_OVERFLOW"},
                                {0xc0000194, "EXCEPTION_POSSIBLE_DEADLOCK"},
                                {0xe0000008, "Out of Memory"},
                                {0xe06d7363, "Unhandled C++ Exception"},
                                {0x0517a7ed, "Simulated Exception"}};
constexpr std::uint32_t kAccessViolation = 0xc0000005, kInPageError = 0xc0000006,
                        kStackBufferOverrun = 0xc0000409;
constexpr Word kAccesses[] = {{0, "READ"}, {1, "WRITE"}, {8, "EXEC"}};

/// The frequent ones of winerror.h.
constexpr Word kErrors[] = {{0, "ERROR_SUCCESS"},
                            {1, "ERROR_INVALID_FUNCTION"},
                            {2, "ERROR_FILE_NOT_FOUND"},
                            {3, "ERROR_PATH_NOT_FOUND"},
                            {5, "ERROR_ACCESS_DENIED"},
                            {6, "ERROR_INVALID_HANDLE"},
                            {8, "ERROR_NOT_ENOUGH_MEMORY"},
                            {14, "ERROR_OUTOFMEMORY"},
                            {18, "ERROR_NO_MORE_FILES"},
                            {32, "ERROR_SHARING_VIOLATION"},
                            {38, "ERROR_HANDLE_EOF"},
                            {80, "ERROR_FILE_EXISTS"},
                            {87, "ERROR_INVALID_PARAMETER"},
                            {109, "ERROR_BROKEN_PIPE"},
                            {122, "ERROR_INSUFFICIENT_BUFFER"},
                            {123, "ERROR_INVALID_NAME"},
                            {126, "ERROR_MOD_NOT_FOUND"},
                            {127, "ERROR_PROC_NOT_FOUND"},
                            {183, "ERROR_ALREADY_EXISTS"},
                            {203, "ERROR_ENVVAR_NOT_FOUND"},
                            {234, "ERROR_MORE_DATA"},
                            {258, "WAIT_TIMEOUT"},
                            {487, "ERROR_INVALID_ADDRESS"},
                            {997, "ERROR_IO_PENDING"},
                            {998, "ERROR_NOACCESS"},
                            {1168, "ERROR_NOT_FOUND"}};

/// Linux' signals of every architecture, and si_code values that name their cause.
constexpr Word kSignals[] = {{1, "SIGHUP"},
                             {2, "SIGINT"},
                             {3, "SIGQUIT"},
                             {4, "SIGILL"},
                             {5, "SIGTRAP"},
                             {6, "SIGABRT"},
                             {7, "SIGBUS"},
                             {8, "SIGFPE"},
                             {9, "SIGKILL"},
                             {10, "SIGUSR1"},
                             {11, "SIGSEGV"},
                             {12, "SIGUSR2"},
                             {13, "SIGPIPE"},
                             {14, "SIGALRM"},
                             {15, "SIGTERM"},
                             {31, "SIGSYS"},
                             {0xffffffff, "DUMP_REQUESTED"}};
constexpr Word kIllegalCodes[] = {{1, "ILL_ILLOPC"}, {2, "ILL_ILLOPN"}, {3, "ILL_ILLADR"}, {4, "ILL_ILLTRP"},
                                  {5, "ILL_PRVOPC"}, {6, "ILL_PRVREG"}, {7, "ILL_COPROC"}, {8, "ILL_BADSTK"}};
constexpr Word kBusCodes[] = {
    {1, "BUS_ADRALN"}, {2, "BUS_ADRERR"}, {3, "BUS_OBJERR"}, {4, "BUS_MCEERR_AR"}, {5, "BUS_MCEERR_AO"}};
constexpr Word kFloatCodes[] = {{1, "FPE_INTDIV"}, {2, "FPE_INTOVF"}, {3, "FPE_FLTDIV"}, {4, "FPE_FLTOVF"},
                                {5, "FPE_FLTUND"}, {6, "FPE_FLTRES"}, {7, "FPE_FLTINV"}, {8, "FPE_FLTSUB"}};
constexpr Word kSegmentCodes[] = {
    {1, "SEGV_MAPERR"}, {2, "SEGV_ACCERR"}, {3, "SEGV_BNDERR"}, {4, "SEGV_PKUERR"}};
constexpr Word kAnyCodes[] = {{0, ""},
                              {0x80, "SI_KERNEL"},
                              {0xffffffff, "SI_QUEUE"},
                              {0xfffffffe, "SI_TIMER"},
                              {0xfffffffd, "SI_MESGQ"},
                              {0xfffffffc, "SI_ASYNCIO"},
                              {0xfffffffb, "SI_SIGIO"},
                              {0xfffffffa, "SI_TKILL"}};

/// "STATUS_HEAP_CORRUPTION" from HeapCorruption; empty for a code that statuses.def does not have.
std::string status_word(std::uint32_t code) {
  const auto upper_case = [](const char* name) {
    std::string word = "STATUS";
    for (const char* c = name; *c; ++c) {
      if (std::isupper(static_cast<unsigned char>(*c))) word += '_';
      word += static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
    }
    return word;
  };
  switch (code) {
#define STATUS(number, Name, text) \
  case number:                     \
    return upper_case(#Name);
#include "nt/statuses.def"
#undef STATUS
    default:
      return {};
  }
}

std::string unknown(std::uint32_t code) { return fmt::format("unknown {:#010x}", code); }

std::string windows_reason(const Exception& exception) {
  const std::uint32_t code = exception.ExceptionCode;
  const auto& information = exception.ExceptionInformation;
  const char* access = information.empty() ? nullptr : find_word(kAccesses, information[0]);
  if (code == kAccessViolation && access) return fmt::format("EXCEPTION_ACCESS_VIOLATION_{}", access);
  if (code == kInPageError && access && information.size() >= 3) {
    const auto status = static_cast<std::uint32_t>(information[2]);
    const std::string word = status_word(status);
    return fmt::format("EXCEPTION_IN_PAGE_ERROR_{} / {}", access,
                       word.empty() ? fmt::format("{:#010x}", status) : word);
  }
  if (code == kStackBufferOverrun && !information.empty()) {
    const std::string cause(nt::describe_fast_fail(information[0]).name);
    return "EXCEPTION_STACK_BUFFER_OVERRUN / " +
           (cause.empty() ? fmt::format("{:#010x}", information[0]) : cause);
  }
  if (const char* word = find_word(kExceptions, code)) return word;
  const std::string word = status_word(code);
  return word.empty() ? unknown(code) : word;
}

std::string linux_reason(std::uint32_t signal, std::uint32_t code) {
  const char* const name = find_word(kSignals, signal);
  if (!name) return fmt::format("unknown {:#010x} / {:#010x}", signal, code);
  const std::string_view word = name;
  const char* cause = word == "SIGILL"    ? find_word(kIllegalCodes, code)
                      : word == "SIGBUS"  ? find_word(kBusCodes, code)
                      : word == "SIGFPE"  ? find_word(kFloatCodes, code)
                      : word == "SIGSEGV" ? find_word(kSegmentCodes, code)
                                          : nullptr;
  if (!cause) cause = find_word(kAnyCodes, code);
  if (!cause) return fmt::format("{} / {:#010x}", word, code);
  return *cause ? fmt::format("{} / {}", word, cause) : std::string(word);
}

}  // namespace

const char* trust_word(unwind::Trust trust) {
  switch (trust) {
    case unwind::Trust::kContext:
    case unwind::Trust::kException:
      return "context";
    case unwind::Trust::kFramePointer:
      return "frame_pointer";
    case unwind::Trust::kScan:
    case unwind::Trust::kFilterCall:
      return "scan";
    case unwind::Trust::kLeaf:
    case unwind::Trust::kCfi:
    case unwind::Trust::kCode:
    case unwind::Trust::kFrameData:
    case unwind::Trust::kPrologue:
    case unwind::Trust::kUnwindInfo:
      break;
  }
  return "cfi";
}

std::string system_word(std::uint32_t platform_id) {
  const char* word = find_word(kSystems, platform_id);
  return word ? word : fmt::format("{:#010x}", platform_id);
}

const char* processor_word(Processor processor) {
  const char* word = find_word(kProcessors, static_cast<std::uint16_t>(processor));
  return word ? word : "unknown";
}

std::string processor_text(const SystemInfo& system) {
  const std::string_view word = processor_word(system.ProcessorArchitecture);
  if (word != "x86" && word != "amd64") return {};
  const std::string text = fmt::format("family {} model {} stepping {}", system.ProcessorLevel,
                                       system.ProcessorRevision >> 8, system.ProcessorRevision & 0xff);
  if (word == "amd64") return text;
  constexpr std::size_t kVendorSize = 12;  // CPU_INFORMATION.X86CpuInfo.VendorId
  std::string vendor(kVendorSize, '\0');
  std::memcpy(vendor.data(), system.Cpu.data(), kVendorSize);
  vendor.erase(vendor.find_last_not_of('\0') + 1);
  return vendor.empty() ? text : vendor + " " + text;
}

std::string crash_reason(const Exception& exception, std::uint32_t platform_id) {
  const std::string system = system_word(platform_id);
  if (snapshot::is_windows(platform_id)) return windows_reason(exception);
  if (system == "Linux" || system == "Android")
    return linux_reason(exception.ExceptionCode, exception.ExceptionFlags);
  return fmt::format("unknown {:#010x} / {:#010x}", exception.ExceptionCode, exception.ExceptionFlags);
}

std::string last_error_word(std::uint32_t error) {
  if (const char* word = find_word(kErrors, error)) return word;
  const std::string status = status_word(error);
  return status.empty() ? unknown(error) : status;
}

}  // namespace dumplab::report::rust_minidump
