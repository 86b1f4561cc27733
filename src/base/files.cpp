// SPDX-License-Identifier: MIT
#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dumplab {
namespace {

tl::unexpected<Error> io_error(int error) { return fail(ErrorKind::kIo, 0, std::strerror(error)); }

}  // namespace

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  struct ::stat status;
  if (::stat(path.c_str(), &status) != 0) return io_error(errno);
  if (S_ISDIR(status.st_mode)) return io_error(EISDIR);
  // The mapping below reports failures by exceptions without the system's reason: ask for the reason first.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return io_error(errno);
  ::close(descriptor);
  MappedFile mapped;
  if (status.st_size == 0) return mapped;
  try {
    mapped.file_.open(path.string());
  } catch (const std::exception& e) {
    return fail(ErrorKind::kIo, 0, e.what());
  }
  return mapped;
}

ByteView MappedFile::view() const {
  return file_.is_open() ? ByteView::of(file_.data(), file_.size()) : ByteView();
}

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& path) {
  AtomicFile result;
  if (std::filesystem::is_directory(path)) return io_error(EISDIR);
  result.path_ = path;
  std::string name = path.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) return io_error(errno);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor, 0666 & ~mask);
  result.temporary_ = name;
  result.file_ = ::fdopen(descriptor, "wb");
  return result;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      file_(std::exchange(other.file_, nullptr)),
      error_(other.error_) {}

AtomicFile::~AtomicFile() {
  if (!file_) return;
  std::fclose(file_);
  ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
  if (error_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) error_ = errno;
}

Result<void> AtomicFile::commit() {
  if (std::fclose(std::exchange(file_, nullptr)) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) error_ = errno;
  if (error_ == 0) return {};
  ::unlink(temporary_.c_str());
  return io_error(error_);
}

Result<std::string> read_text_file(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  const auto bytes = file->view().bytes();
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

Result<void> write_text_file(const std::filesystem::path& path, std::string_view text) {
  auto file = AtomicFile::create(path);
  if (!file) return tl::unexpected(file.error());
  file->write(text);
  return file->commit();
}

}  // namespace dumplab
