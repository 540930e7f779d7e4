using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Pipeline;

/// <summary>Checks what the query says of a write (apimachinery, <c>meta/v1/validation</c>).</summary>
internal static class WriteOptions
{
    private const string DryRunAll = "All";
    private const int MaxManagerBytes = 128;

    /// <summary>True when nothing may be stored.</summary>
    public static bool IsDryRun(IQueryCollection query) => query.TryGetValue("dryRun", out var values) && values.Any(value => !string.IsNullOrEmpty(value));

    /// <summary>Checks the options of a create or an update.</summary>
    /// <exception cref="Api.Errors.ApiException">422: something is wrong.</exception>
    public static void Check(string kind, IQueryCollection query)
    {
        // Nearly all writes say nothing but their manager.
        if (query.Count > 0)
        {
            var errors = new FieldErrors();
            CheckCommon(query, errors);
            errors.ThrowIfAny(KindOf(kind), "");
        }
    }

    /// <summary>Checks the options of a patch.</summary>
    /// <exception cref="Api.Errors.ApiException">422: something is wrong.</exception>
    public static void CheckPatch(bool isApply, IQueryCollection query)
    {
        var errors = new FieldErrors();
        if (isApply && RequestInfoParser.First(query, "fieldManager").Length == 0)
        {
            errors.Required(FieldPath.Root("fieldManager"), "is required for apply patch");
        }

        errors.ForbiddenIf(!isApply && query.ContainsKey("force"), FieldPath.Root("force"), "may not be specified for non-apply patch");
        CheckCommon(query, errors);
        errors.ThrowIfAny(KindOf("PatchOptions"), "");
    }

    /// <summary>Checks the values of a dry run.</summary>
    public static void CheckDryRun(IReadOnlyCollection<string> values, FieldErrors errors)
    {
        if (values.Any(value => value != DryRunAll))
        {
            errors.Add(new(
                FieldErrorType.FieldValueNotSupported,
                "dryRun",
                $"[{string.Join(',', values.Select(FieldErrors.Quote))}]",
                $"supported values: {FieldErrors.Quote(DryRunAll)}"));
        }
    }

    /// <summary>Kind of the options of an operation.</summary>
    public static GroupVersionKind KindOf(string kind) => new("meta.k8s.io", "v1", kind);

    private static void CheckCommon(IQueryCollection query, FieldErrors errors)
    {
        CheckManager(RequestInfoParser.First(query, "fieldManager"), errors);
        if (query.TryGetValue("dryRun", out var dryRun))
        {
            CheckDryRun([.. dryRun.Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)], errors);
        }

        var validation = RequestInfoParser.First(query, "fieldValidation");
        if (validation is not ("" or "Ignore" or "Strict" or "Warn"))
        {
            errors.NotSupported(FieldPath.Root("fieldValidation"), validation, ["", "Ignore", "Strict", "Warn"]);
        }
    }

    private static void CheckManager(string manager, FieldErrors errors)
    {
        var path = FieldPath.Root("fieldManager");
        if (Encoding.UTF8.GetByteCount(manager) > MaxManagerBytes)
        {
            errors.TooLong(path, MaxManagerBytes);
        }

        var at = 0;
        foreach (var rune in manager.EnumerateRunes())
        {
            if (!GoQuote.IsPrintable(rune))
            {
                errors.InvalidValue(
                    path, GoQuote.Of(manager), string.Create(CultureInfo.InvariantCulture, $"invalid character U+{rune.Value:X4} (at position {at})"));
            }

            at += rune.Utf8SequenceLength;
        }
    }
}
