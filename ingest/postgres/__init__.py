"""The document store in PostgreSQL, and what every part of the program on PostgreSQL needs: connections that
outlive a server, tables on one server or spread over several."""
