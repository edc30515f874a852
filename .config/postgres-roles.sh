# Run by the Postgres image on an empty volume: the owner of the tables, the application that owns nothing, their database.
psql --set ON_ERROR_STOP=1 --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --username "$POSTGRES_USER" --no-psqlrc <<'SQL'
CREATE ROLE demasque_owner LOGIN PASSWORD :'owner';
CREATE ROLE demasque_app LOGIN PASSWORD :'app';
CREATE DATABASE demasque OWNER demasque_owner;
REVOKE ALL ON DATABASE demasque FROM PUBLIC;
GRANT CONNECT ON DATABASE demasque TO demasque_app;
SQL
