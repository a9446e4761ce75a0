package dev.jcross.housekeeping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be removed, and what stays though it was meant.
 *
 * @param goes in the order in which it can go
 */
public record Choice(List<Chosen> goes, List<Kept> stays) {
  /**
   * What goes.
   *
   * @param why empty if the user named it, or all
   */
  public record Chosen(Belonging what, Optional<String> why) {}

  /**
   * What stays.
   *
   * @param why a clause such as {@code session jcross-1 uses it}
   * @param help what to type; empty if nothing helps
   */
  public record Kept(Belonging what, String why, Optional<String> help) {}

  public Choice {
    goes = List.copyOf(goes);
    stays = List.copyOf(stays);
  }

  /** One after the other; what both have goes once. */
  public Choice and(Choice next) {
    var all = new ArrayList<>(goes);
    next.goes.stream().filter(chosen -> !goesAlready(chosen.what())).forEach(all::add);
    var kept = new ArrayList<>(stays);
    kept.addAll(next.stays);
    return new Choice(all, kept);
  }

  private boolean goesAlready(Belonging what) {
    return goes.stream().anyMatch(chosen -> chosen.what().equals(what));
  }

  /** The containers among what goes. */
  List<OwnContainer> containers() {
    return goes.stream()
        .map(Chosen::what)
        .filter(OwnContainer.class::isInstance)
        .map(OwnContainer.class::cast)
        .toList();
  }

  /** Collects a choice. */
  static final class Builder {
    private final List<Chosen> goes = new ArrayList<>();
    private final List<Kept> stays = new ArrayList<>();

    void go(Belonging what, Optional<String> why) {
      if (goes.stream().noneMatch(chosen -> chosen.what().equals(what))) {
        goes.add(new Chosen(what, why));
      }
    }

    void stay(Belonging what, String why, String help) {
      stays.add(new Kept(what, why, Optional.of(help).filter(text -> !text.isEmpty())));
    }

    boolean goesAlready(Belonging what) {
      return goes.stream().anyMatch(chosen -> chosen.what().equals(what));
    }

    Choice done() {
      return new Choice(goes, stays);
    }
  }
}
