using Tiphys.Api.Storage.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Storage;

/// <summary>Rules of attachments (pkg/apis/storage/validation).</summary>
internal static class VolumeAttachmentValidation
{
    private const int MaxMetadataBytes = 256 * 1024;
    private const int MaxMessageBytes = 1024;
    private const string OneSource = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    private static readonly FieldPath SpecPath = FieldPath.Root("spec");
    private static readonly FieldPath StatusPath = FieldPath.Root("status");

    public static void Validate(VolumeAttachment value, FieldErrors errors)
    {
        CsiNames.CheckDriver(value.Spec.Attacher, errors, SpecPath.Child("attacher"));
        CheckSource(value.Spec.Source, errors, SpecPath.Child("source"));
        errors.InvalidFor(SpecPath.Child("nodeName"), value.Spec.NodeName, Formats.Dns1123Subdomain(value.Spec.NodeName));
        if (value.Status.AttachmentMetadata.Sum(each => Formats.Length(each.Key) + Formats.Length(each.Value)) > MaxMetadataBytes)
        {
            errors.TooLong(StatusPath.Child("attachmentMetadata"), MaxMetadataBytes);
        }

        CheckError(value.Status.AttachError, errors, StatusPath.Child("attachError"));
        CheckError(value.Status.DetachError, errors, StatusPath.Child("detachError"));
        if (value.Spec.Source.PersistentVolumeName is { } name)
        {
            errors.InvalidFor(SpecPath.Child("source").Child("persistentVolumeName"), name, Formats.Dns1123Subdomain(name));
        }
    }

    public static string Shown(VolumeAttachmentSpec spec)
    {
        var volume = spec.Source.PersistentVolumeName is { } name ? FieldErrors.Quote(name) : "null";
        var inline = spec.Source.InlineVolumeSpec is { } value ? System.Text.Encoding.UTF8.GetString(Tiphys.Api.Json.ApiJson.Write(value)) : "null";
        return $"{{\"Attacher\":{FieldErrors.Quote(spec.Attacher)},\"Source\":{{\"PersistentVolumeName\":{volume},\"InlineVolumeSpec\":{inline}}},"
            + $"\"NodeName\":{FieldErrors.Quote(spec.NodeName)}}}";
    }

    private static void CheckSource(VolumeAttachmentSource source, FieldErrors errors, FieldPath path)
    {
        switch (source)
        {
            case { InlineVolumeSpec: null, PersistentVolumeName: null }:
                errors.Required(path, OneSource);
                break;
            case { InlineVolumeSpec: not null, PersistentVolumeName: not null }:
                errors.Forbidden(path, OneSource);
                break;
            case { PersistentVolumeName: { Length: 0 } }:
                errors.Required(path.Child("persistentVolumeName"), "must specify non empty persistentVolumeName");
                break;
            case { InlineVolumeSpec: { } inline }:
                PersistentVolumeValidation.ValidateInline(inline, errors, path.Child("inlineVolumeSpec"));
                break;
        }
    }

    private static void CheckError(VolumeError? error, FieldErrors errors, FieldPath path)
    {
        if (error is null)
        {
            return;
        }

        // Upstream tells another limit than the one it checks.
        if (Formats.Length(error.Message) > MaxMessageBytes)
        {
            errors.TooLong(path.Child("message"), MaxMetadataBytes);
        }

        if (error.ErrorCode is < 0 and { } code)
        {
            errors.Invalid(path.Child("errorCode"), code, "must be between 0 and 2147483647, inclusive");
        }
    }
}
