package dev.liverun.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/** Makes and removes databases, as the superuser of any PostgreSQL: an embedded one, or one in a container. */
public final class DatabaseServer {
    /** So that a name needs no quoting and reads the same everywhere. */
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final Database maintenance;

    /** {@code maintenance} is the database to connect to, with the superuser as its role. */
    public DatabaseServer(Database maintenance) {
        this.maintenance = maintenance;
    }

    /** See {@link EmbeddedPostgres#createDatabase}. */
    public Database create(String name, String role, String password) {
        check(name);
        check(role);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // One maker at a time: concurrent changes of one database's rights fail with "tuple concurrently updated".
            statement.execute("SELECT pg_advisory_lock(7021)");
            boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
            statement.execute((known ? "ALTER" : "CREATE") + " ROLE " + role + " LOGIN PASSWORD " + literal(password));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + role);
            }
            // PUBLIC may connect to every database unless told otherwise.
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("REVOKE ALL ON DATABASE postgres FROM PUBLIC");
            return new Database(maintenance.host(), maintenance.port(), name, role, password);
        } catch (SQLException e) {
            throw new EmbeddedException("The database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Removes the database, with the connections to it, and the role. */
    public void drop(String name, String role) {
        check(name);
        check(role);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("DROP ROLE IF EXISTS " + role);
        } catch (SQLException e) {
            throw new EmbeddedException("The database " + name + " cannot be removed: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", maintenance.role());
        login.setProperty("password", maintenance.password());
        // Not through DriverManager, which knows only the drivers of some class loaders.
        Connection connection = new Driver().connect(maintenance.jdbcUrl(), login);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL address: " + maintenance.jdbcUrl());
        }
        return connection;
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a plain lower-case name: " + name);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
