package dev.liverun.api.paging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page is wanted. A resource takes it as {@code @Valid @BeanParam PageRequest page}. */
public class PageRequest {

    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;

    @Parameter(description = "How many items at most.")
    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(MAX_LIMIT)
    int limit = DEFAULT_LIMIT;

    @Parameter(description = "The next_cursor of the page before; leave out for the first page.")
    @QueryParam("cursor")
    @Nullable
    Cursor cursor;

    public PageRequest() {}

    /** For code that pages without a request. */
    public static PageRequest of(int limit, @Nullable Cursor cursor) {
        var page = new PageRequest();
        page.limit = limit;
        page.cursor = cursor;
        return page;
    }

    public int limit() {
        return limit;
    }

    /** How many rows to read: one more than asked for tells whether there is a next page. */
    public int rows() {
        return limit + 1;
    }

    /** Null for the first page. */
    public @Nullable Cursor cursor() {
        return cursor;
    }
}
