using System.Globalization;
using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Validation;

/// <content>Owners, finalizers and managers.</content>
public static partial class MetadataValidation
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    private static void CheckOwners(ApiList<OwnerReference> owners, FieldErrors errors, FieldPath path)
    {
        var controller = "";
        foreach (var owner in owners)
        {
            CheckOwner(owner, errors, path);
            if (owner.Controller != true)
            {
                continue;
            }

            var name = owner.Kind + "/" + owner.Name;
            if (controller.Length > 0)
            {
                errors.InvalidValue(
                    path,
                    ShownOwners(owners),
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}");
            }
            else
            {
                controller = name;
            }
        }
    }

    private static void CheckOwner(OwnerReference owner, FieldErrors errors, FieldPath path)
    {
        if (owner.APIVersion.EndsWith('/') || owner.APIVersion.Length == 0 || owner.APIVersion.Count(character => character == '/') > 1)
        {
            errors.Invalid(path.Child("apiVersion"), owner.APIVersion, "version must not be empty");
        }

        CheckNotEmpty(owner.Kind, errors, path.Child("kind"));
        CheckNotEmpty(owner.Name, errors, path.Child("name"));
        CheckNotEmpty(owner.UID, errors, path.Child("uid"));
        if (owner is { APIVersion: "v1", Kind: "Event" })
        {
            errors.InvalidValue(path, Shown(owner), "/v1, Kind=Event is disallowed from being an owner");
        }
    }

    private static void CheckNotEmpty(string value, FieldErrors errors, FieldPath path)
    {
        if (value.Length == 0)
        {
            errors.Invalid(path, value, "must not be empty");
        }
    }

    private static void CheckFinalizers(ApiList<string> finalizers, FieldErrors errors, FieldPath path)
    {
        foreach (var finalizer in finalizers)
        {
            errors.InvalidFor(path, finalizer, Formats.QualifiedName(finalizer));
        }

        if (finalizers.Contains(OrphanFinalizer) && finalizers.Contains(ForegroundFinalizer))
        {
            var shown = "[" + string.Join(",", finalizers.Select(FieldErrors.Quote)) + "]";
            errors.InvalidValue(path, shown, $"finalizer {OrphanFinalizer} and {ForegroundFinalizer} cannot be both set");
        }
    }

    /// <summary>Names without a domain are those of the server itself.</summary>
    public static void ValidateFinalizerNames(ApiList<string> finalizers, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < finalizers.Count; i++)
        {
            if (!finalizers[i].Contains('/') && finalizers[i] is not ("kubernetes" or OrphanFinalizer or ForegroundFinalizer))
            {
                errors.Invalid(path.Index(i), finalizers[i], "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }

    private static void CheckNoNewFinalizers(ApiList<string> finalizers, ApiList<string> old, FieldErrors errors, FieldPath path)
    {
        var added = finalizers.Except(old, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(FieldErrors.Quote).ToList();
        if (added.Count > 0)
        {
            errors.Forbidden(
                path, $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added)}}}");
        }
    }

    private static void CheckManagedFields(ApiList<ManagedFieldsEntry> entries, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var at = path.Index(i);
            if (entry.Operation is not ("Apply" or "Update"))
            {
                errors.Invalid(at.Child("operation"), entry.Operation, "must be `Apply` or `Update`");
            }

            if (entry.FieldsType is not ("" or "FieldsV1"))
            {
                errors.Invalid(at.Child("fieldsType"), entry.FieldsType, "must be `FieldsV1`");
            }

            CheckManager(entry.Manager, errors, at.Child("manager"));
            if (Formats.Length(entry.Subresource) > SubresourceLimitBytes)
            {
                errors.TooLong(at.Child("subresource"), SubresourceLimitBytes);
            }
        }
    }

    /// <summary>Checks the name of a field manager.</summary>
    public static void CheckManager(string manager, FieldErrors errors, FieldPath path)
    {
        if (Formats.Length(manager) > ManagerLimitBytes)
        {
            errors.TooLong(path, ManagerLimitBytes);
        }

        var position = 0;
        foreach (var rune in manager.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || (Rune.IsWhiteSpace(rune) && rune.Value != ' '))
            {
                errors.Invalid(path, manager, string.Create(CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {position})"));
            }

            position += rune.Utf8SequenceLength;
        }
    }

    private static string ShownOwners(ApiList<OwnerReference> owners) => "[" + string.Join(",", owners.Select(Shown)) + "]";

    private static string Shown(OwnerReference owner)
    {
        using var writer = new JsonWriter(256);
        owner.WriteJson(writer);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
