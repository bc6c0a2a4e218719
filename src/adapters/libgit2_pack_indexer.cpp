#include "adapters/libgit2_pack_indexer.h"

#include "service/pack_header.h"

namespace auto_sync {
namespace {

/// libgit2 maps the file anew for each piece it is given: few large ones are faster.
constexpr std::size_t piece_size = 256U << 10;
/// The only pack without objects: its header and that header's SHA-1 (version 2).
constexpr std::string_view empty_pack{
    "PACK\0\0\0\2\0\0\0\0"
    "\x02\x9d\x08\x82\x3b\xd8\xa8\xea\xb5\x10\xad\x6a\xc7\x5c\x82\x3c\xfd\x3e\xd3\x1e",
    pack_header_size + Oid::size};

}  // namespace

void Libgit2PackIndexer::SizeLimit::begin(const PackEntry& entry) {
  if (entry.object_size <= largest_passing) return;
  throw too_large("an object that the server sent", entry.object_size, largest_passing);
}

void Libgit2PackIndexer::write(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() >= piece_size) flush();
}

std::string Libgit2PackIndexer::finish() {
  if (!indexer_ && pending_ == empty_pack) return {};
  flush();
  check_libgit2(git_indexer_commit(indexer_.get(), &progress_));
  const std::string name = "pack-" + std::string(git_indexer_name(indexer_.get())) + ".idx";
  indexer_.reset();
  return (directory_ / name).string();
}

/// Hands what is pending to libgit2, which cannot index a pack without objects.
void Libgit2PackIndexer::flush() {
  if (!indexer_) {
    if (pending_.empty()) throw unusable_pack("there is not a byte of them");
    if (pending_.size() < pack_header_size) throw unusable_pack("it ends in the pack's header");
    if (!pending_.starts_with("PACK")) throw unusable_pack("it is not a pack");
    if (pending_.starts_with(empty_pack.substr(0, pack_header_size))) {
      throw unusable_pack("its checksum is wrong");
    }
    open();
  }
  look_for_large_objects();
  check_libgit2(git_indexer_append(indexer_.get(), pending_.data(), pending_.size(), &progress_));
  pending_.clear();
}

/// A pack too small to hold an object that is too large is not read: nearly all of them are.
void Libgit2PackIndexer::look_for_large_objects() {
  taken_ += pending_.size();
  if (!entries_) {
    if (taken_ * deflate_ratio_at_most <= largest_passing) return;
    entries_.emplace(size_limit_, inflaters_);
  }
  entries_->feed(pending_);
}

void Libgit2PackIndexer::open() {
  start_libgit2();
  directory_ = place_();
  git_indexer_options options = GIT_INDEXER_OPTIONS_INIT;
  options.verify = 0;  // a pack of commits alone lacks every tree
  git_indexer* indexer = nullptr;
#ifdef GIT_EXPERIMENTAL_SHA256
  options.oid_type = GIT_OID_SHA1;
  check_libgit2(git_indexer_new(&indexer, directory_.c_str(), &options));
#else
  check_libgit2(git_indexer_new(&indexer, directory_.c_str(), 0600, nullptr, &options));
#endif
  indexer_.reset(indexer);
}

}  // namespace auto_sync
