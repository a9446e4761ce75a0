#include "words.h"

#include <algorithm>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr std::string_view separators = " \t\r\n.,;:!?()\"";

std::string lower_case(std::string_view word) {
    std::string lower(word);
    for (char &c : lower) {
        // ASCII only, whatever the locale: the bytes of UTF-8 sequences stay as they are.
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return lower;
}

} // namespace

struct words {
    std::vector<std::pair<std::string, std::size_t>> by_frequency;
};

// No exception may reach Rust, so each ends here.

words *words_count(const char *text, std::size_t length) noexcept try {
    std::map<std::string, std::size_t> counts;
    std::string_view rest(text, length);
    for (;;) {
        const auto start = rest.find_first_not_of(separators);
        if (start == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(start);
        const auto end = std::min(rest.find_first_of(separators), rest.size());
        ++counts[lower_case(rest.substr(0, end))];
        rest.remove_prefix(end);
    }
    std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    return new words{std::move(sorted)};
} catch (const std::exception &) {
    return nullptr;
}

std::size_t words_size(const words *counted) noexcept {
    return counted->by_frequency.size();
}

const char *words_at(const words *counted, std::size_t index, std::size_t *length,
                     std::size_t *count) noexcept try {
    const auto &[word, occurrences] = counted->by_frequency.at(index);
    *length = word.size();
    *count = occurrences;
    return word.data();
} catch (const std::exception &) {
    return nullptr;
}

void words_free(words *counted) noexcept {
    delete counted;
}
