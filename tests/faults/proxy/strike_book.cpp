#include "faults/proxy/strike_book.h"

namespace auto_sync::faults {

StrikeBook::StrikeBook(std::vector<Fault> faults) {
  for (Fault& fault : faults) entries_.push_back({fault, 0, false});
}

std::vector<Fault> StrikeBook::due(const RequestKind& kind) {
  const std::lock_guard lock(mutex_);
  std::vector<Fault> out;
  for (Entry& entry : entries_) {
    const Fault& fault = entry.fault;
    if (fault.kind == Kind::hook || fault.kind == Kind::starved) continue;
    // A stale server shows old values to whoever asks, in whatever way, from that moment on.
    const bool any_listing = fault.kind == Kind::stale && entry.struck;
    const bool same_step =
        kind.step == fault.point.step ||
        (any_listing && (kind.step == Step::ls_refs || kind.step == Step::push_listing));
    if (kind.side != fault.point.side || !same_step) continue;
    const unsigned number = entry.seen++;
    if (number < fault.point.skip) continue;
    if (fault.point.count != 0 && number >= fault.point.skip + fault.point.count) continue;
    entry.struck = true;
    out.push_back(fault);
  }
  return out;
}

std::vector<bool> StrikeBook::struck() {
  const std::lock_guard lock(mutex_);
  std::vector<bool> out;
  for (const Entry& entry : entries_) {
    out.push_back(entry.struck || entry.fault.kind == Kind::hook ||
                  entry.fault.kind == Kind::starved);
  }
  return out;
}

}  // namespace auto_sync::faults
