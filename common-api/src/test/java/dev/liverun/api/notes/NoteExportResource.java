package dev.liverun.api.notes;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.Pages;
import dev.liverun.api.export.StreamedBody;
import dev.liverun.api.export.TableFormat;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Files that are sent as they are made. */
@Path("/notes/export")
public class NoteExportResource {

    @GET
    @RolesAllowed(Roles.VIEWER)
    public RestResponse<StreamedBody> export(
            @QueryParam("rows") @DefaultValue("3") int rows,
            @QueryParam("broken_at") @DefaultValue("-1") int brokenAt) {
        var pages = Pages.<Integer>after((last, size) -> {
            int from = last == null ? 0 : last + 1;
            return brokenAt >= 0 && from >= brokenAt
                    ? Uni.createFrom().failure(new IllegalStateException("broken, as the test wants"))
                    : Uni.createFrom()
                            .item(IntStream.range(from, Math.min(rows, from + size))
                                    .boxed()
                                    .toList());
        });
        return RestResponse.ResponseBuilder.ok(StreamedBody.of(Exports.of(
                        TableFormat.CSV,
                        table -> table.begin("notes", List.of("number")),
                        pages,
                        (table, number) -> table.row(number))))
                .type(TableFormat.CSV.mediaType())
                .build();
    }
}
