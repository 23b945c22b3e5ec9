"""The warehouse's figures reckoned a second time, from the API's own objects and without any of the project's SQL."""
