package dev.liverun.events.rebuild;

/**
 * A table of a view, without columns that are generated.
 *
 * @param name of the table
 * @param replaced an SQL condition on {@code entry}: which rows a rebuild replaces; the others stay as they are
 */
public record ViewTable(String name, String replaced) {

    /** All of its rows are replaced. */
    public static ViewTable whole(String name) {
        return new ViewTable(name, "true");
    }
}
