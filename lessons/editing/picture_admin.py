"""Uploading, describing and removing pictures."""

from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from lessons.editing.picture_redraw import LARGEST_FILE, RedrawnPicture, redraw
from lessons.editing.picture_store import InUse, delete_picture, places_of, store_picture, unused_pictures
from lessons.models import Picture
from matrix.editing.admin_bases import TableFilter


class PictureForm(forms.ModelForm):
    upload = forms.FileField(
        label="File",
        help_text=f"PNG, JPEG or WebP, at most {LARGEST_FILE // 1024**2} MB. Camera metadata is removed.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    redrawn: RedrawnPicture | None = None

    class Meta:
        model = Picture
        fields = ["alt", "decorative"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        # A file that is too large is not read.
        data = upload.read() if upload.size <= LARGEST_FILE else b"\0" * (LARGEST_FILE + 1)
        self.redrawn = redraw(data)
        if there := Picture.objects.filter(name=self.redrawn.name).first():
            raise ValidationError(f"This picture is there already: {there.markdown}")
        return upload


class UseFilter(TableFilter):
    title = "use"
    parameter_name = "used"
    table = {"no": ("In no text", lambda pictures: pictures.filter(pk__in=unused_pictures()))}


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    form = PictureForm
    actions = None
    list_display = ["look", "__str__", "size", "uploaded_by", "uploaded_at"]
    list_display_links = ["look", "__str__"]
    list_filter = [UseFilter]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    search_fields = ["alt", "name"]
    readonly_fields = ["look", "markdown", "shown_in", "uploaded_by", "uploaded_at"]

    def get_fields(self, request, obj=None):
        words = ["alt", "decorative"]
        return ["look", *words, "markdown", "shown_in", "uploaded_by", "uploaded_at"] if obj else ["upload", *words]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    @admin.display(description="picture")
    def look(self, picture: Picture) -> str:
        return format_html('<img class="thumb" src="{}" alt="{}" loading="lazy">', picture.get_absolute_url(), picture)

    @admin.display(description="write in a lesson")
    def markdown(self, picture: Picture) -> str:
        return format_html("<code>{}</code>", picture.markdown)

    @admin.display(description="shown in")
    def shown_in(self, picture: Picture) -> str:
        return "; ".join(places_of(picture)) or "no text"

    def save_model(self, request, picture, form, change):
        with pghistory.context(user=request.user.pk):
            if form.redrawn:
                store_picture(picture, form.redrawn, uploaded_by=request.user)
            else:
                picture.save()

    def get_deleted_objects(self, pictures, request):
        deleted, counts, needed, protected = super().get_deleted_objects(pictures, request)
        return deleted, counts, needed, [*protected, *(place for each in pictures for place in places_of(each))]

    def delete_model(self, request, picture):
        try:
            delete_picture(picture)
        except InUse as used:
            raise PermissionDenied(f"It is used in a text now: {used}") from None

    def get_urls(self):
        upload = self.admin_site.admin_view(require_POST(self.upload))
        return [path("upload/", upload, name="lessons_picture_upload"), *super().get_urls()]

    def upload(self, request):
        """Called from the form of a lesson: returns the Markdown to insert, or 422 with the errors."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PictureForm(request.POST, request.FILES)
        wants_json = "application/json" in request.headers.get("Accept", "")
        if not form.is_valid():
            said = " ".join(str(message) for errors in form.errors.values() for message in errors)
            if wants_json:
                return JsonResponse({"said": said}, status=422)
            messages.error(request, f"Not uploaded: {said}")
            return redirect("admin:lessons_picture_add")
        picture = form.save(commit=False)
        self.save_model(request, picture, form, change=False)
        self.log_addition(request, picture, "Uploaded beside a lesson.")
        if wants_json:
            return JsonResponse({"said": f"Uploaded: {picture}", "markdown": picture.markdown})
        messages.success(request, "Uploaded.")
        return redirect("admin:lessons_picture_change", picture.pk)
