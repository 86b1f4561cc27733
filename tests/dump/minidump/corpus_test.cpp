// SPDX-License-Identifier: MIT
// Real dumps against what other programs say of them: Breakpad's minidump_dump, and the crashing program
// itself.
#include "support/corpus.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "dumplab/dump.h"
#include "peer_text.h"
#include "support/dump_checks.h"

namespace dumplab::test {
namespace {

#define SKIP_WITHOUT(files) \
  if ((files).empty()) GTEST_SKIP() << "no dumps in " << corpus_path() << "; set DUMPLAB_CORPUS"

void expect_registers(const peer::Registers& theirs, const Context& ours) {
  const auto* context = std::get_if<ContextX86>(&ours);
  ASSERT_TRUE(context);
  EXPECT_EQ(context->Eip, theirs.eip);
  EXPECT_EQ(context->Esp, theirs.esp);
  EXPECT_EQ(context->Ebp, theirs.ebp);
}

std::string pdb_name(const CodeView& codeview) {
  if (const auto* pdb = std::get_if<CodeViewPdb70>(&codeview)) return pdb->pdb_path;
  if (const auto* pdb = std::get_if<CodeViewPdb20>(&codeview)) return pdb->pdb_path;
  return "";
}

std::string hex_of(const MemorySource& memory, std::uint64_t base, std::uint64_t size) {
  std::vector<std::byte> bytes(size);
  if (!memory.read_exactly({base}, bytes.data(), size)) return "missing";
  std::string text;
  for (const std::byte b : bytes) text += fmt::format("{:02x}", std::to_integer<unsigned>(b));
  return text;
}

/// The JSON's numbers are hex strings.
std::uint64_t number(const nlohmann::json& value) {
  return value.is_string() ? std::stoull(value.get<std::string>(), nullptr, 0) : value.get<std::uint64_t>();
}

TEST(Corpus, every_public_dump_opens_without_problems) {
  const auto files = corpus_dumps("public");
  SKIP_WITHOUT(files);
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto dump = Dump::open(file);
    ASSERT_TRUE(dump) << dump.error().what;
    touch_everything(*dump);
    for (const DumpProblem& problem : dump->problems())
      ADD_FAILURE() << hex(problem.where) << " " << problem.what;
    EXPECT_FALSE(dump->snapshot().threads.empty());
    EXPECT_FALSE(dump->snapshot().memory->ranges().empty());
  }
}

TEST(Corpus, public_dumps_read_as_minidump_dump_reads_them) {
  const auto files = corpus_dumps("public");
  SKIP_WITHOUT(files);
  std::size_t threads = 0, contexts = 0, modules = 0, ranges = 0;
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto theirs =
        read_peer_text(corpus_path() / "expected/public" / (file.filename().string() + ".dump.txt"));
    ASSERT_TRUE(theirs);
    const auto dump = Dump::open(file);
    ASSERT_TRUE(dump) << dump.error().what;
    const Snapshot& ours = dump->snapshot();
    EXPECT_EQ(ours.TimeDateStamp, theirs->time);
    EXPECT_EQ(ours.Flags, theirs->flags);
    ASSERT_EQ(ours.threads.size(), theirs->threads.size());
    for (std::size_t i = 0; i < ours.threads.size(); ++i) {
      EXPECT_EQ(ours.threads[i].ThreadId, theirs->threads[i].id);
      EXPECT_EQ(ours.threads[i].Teb, theirs->threads[i].teb);
      EXPECT_EQ(ours.threads[i].stack.base.value, theirs->threads[i].stack_base);
      EXPECT_EQ(ours.threads[i].stack.size, theirs->threads[i].stack_size);
      if (theirs->threads[i].registers) {
        expect_registers(*theirs->threads[i].registers, ours.threads[i].context);
        ++contexts;
      } else {
        EXPECT_TRUE(std::holds_alternative<ContextAmd64>(ours.threads[i].context));
      }
      ++threads;
    }
    ASSERT_EQ(ours.modules.size(), theirs->modules.size());
    for (std::size_t i = 0; i < ours.modules.size(); ++i) {
      EXPECT_EQ(ours.modules[i].BaseOfImage, theirs->modules[i].base);
      EXPECT_EQ(ours.modules[i].SizeOfImage, theirs->modules[i].size);
      EXPECT_EQ(ours.modules[i].TimeDateStamp, theirs->modules[i].timestamp);
      EXPECT_EQ(ours.modules[i].path, theirs->modules[i].path);
      EXPECT_EQ(pdb_name(ours.modules[i].codeview), theirs->modules[i].pdb_name);
      ++modules;
    }
    for (const auto& range : theirs->memory) {
      EXPECT_EQ(hex_of(*ours.memory, range.base, range.size), range.hex) << hex(range.base);
      ++ranges;
    }
    ASSERT_EQ(ours.exception.has_value(), theirs->exception.has_value());
    if (!theirs->exception) continue;
    EXPECT_EQ(ours.exception->ThreadId, theirs->exception->thread_id);
    EXPECT_EQ(ours.exception->ExceptionCode, theirs->exception->code);
    EXPECT_EQ(ours.exception->ExceptionAddress, theirs->exception->address);
    EXPECT_EQ(ours.exception->ExceptionInformation, theirs->exception->information);
    if (theirs->exception->registers) {
      expect_registers(*theirs->exception->registers, ours.exception->context);
      ++contexts;
    }
  }
  std::cout << files.size() << " dumps, " << threads << " threads, " << contexts << " x86 contexts, "
            << modules << " modules, " << ranges << " memory ranges compared\n";
}

TEST(Corpus, wine_dumps_say_what_the_crashing_program_said) {
  const auto files = corpus_dumps("wine/dumps");
  SKIP_WITHOUT(files);
  std::size_t threads = 0, modules = 0, exceptions = 0;
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    std::ifstream truth_file(std::filesystem::path(file).replace_extension(".truth.json"));
    const auto truth = nlohmann::json::parse(truth_file);
    const auto dump = Dump::open(file);
    ASSERT_TRUE(dump) << dump.error().what;
    touch_everything(*dump);
    for (const DumpProblem& problem : dump->problems())
      ADD_FAILURE() << hex(problem.where) << " " << problem.what;
    const Snapshot& ours = dump->snapshot();
    for (const auto& thread : truth["threads"]) {
      const Thread* found = ours.find_thread(static_cast<std::uint32_t>(number(thread["tid"])));
      ASSERT_TRUE(found) << thread["tid"];
      EXPECT_EQ(found->Teb, number(thread["teb"]));
      ++threads;
    }
    for (const auto& module : truth["modules"]) {
      const Module* found = ours.find_module({number(module["base"])});
      ASSERT_TRUE(found) << module["path"];
      EXPECT_EQ(found->BaseOfImage, number(module["base"]));
      EXPECT_EQ(found->SizeOfImage, number(module["size"]));
      EXPECT_EQ(found->TimeDateStamp, number(module["timestamp"]));
      EXPECT_EQ(found->path, module["path"].get<std::string>());
      ++modules;
    }
    ASSERT_EQ(ours.exception.has_value(), truth.contains("exception"));
    if (!ours.exception) continue;
    const auto& exception = truth["exception"];
    EXPECT_EQ(ours.exception->ThreadId, number(exception["tid"]));
    EXPECT_EQ(ours.exception->ExceptionCode, number(exception["code"]));
    EXPECT_EQ(ours.exception->ExceptionAddress, number(exception["address"]));
    const auto& registers = exception["ctx"];
    expect_registers({number(registers["eip"]), number(registers["esp"]), number(registers["ebp"])},
                     ours.exception->context);
    ++exceptions;
  }
  std::cout << files.size() << " dumps, " << threads << " threads, " << modules << " modules, " << exceptions
            << " exceptions compared\n";
}

TEST(Corpus, hostile_files_are_read_or_refused_at_once) {
  const auto files = corpus_dumps("hostile");
  SKIP_WITHOUT(files);
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto start = std::chrono::steady_clock::now();
    const auto dump = Dump::open(file);
    if (dump) {
      touch_everything(*dump);
      EXPECT_FALSE(dump->problems().empty());
    } else {
      EXPECT_FALSE(dump.error().what.empty());
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  }
}

}  // namespace
}  // namespace dumplab::test
