"""Every address of the site, journey by journey."""

from sightline.web.accounts import urls as accounts
from sightline.web.actions import urls as actions
from sightline.web.analysis import urls as analysis
from sightline.web.casework import urls as casework
from sightline.web.chronologies import urls as chronologies
from sightline.web.exports import urls as exports
from sightline.web.home import urls as home
from sightline.web.published_documents import urls as published_documents
from sightline.web.returns import urls as returns
from sightline.web.reviews import urls as reviews

urlpatterns = [
    *home.urlpatterns,
    *accounts.urlpatterns,
    *casework.urlpatterns,
    *chronologies.urlpatterns,
    *published_documents.urlpatterns,
    *reviews.urlpatterns,
    *actions.urlpatterns,
    *exports.urlpatterns,
    *returns.urlpatterns,
    *analysis.urlpatterns,
]
