using System.Globalization;
using System.Text;
using Tiphys.Api.Errors;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Validation;

/// <summary>Collects everything that is wrong with an object, so that a client sees it all at once.</summary>
public sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<FieldError> All => _errors;

    /// <summary>True when nothing is wrong.</summary>
    public bool IsEmpty => _errors.Count == 0;

    /// <summary>Adds an error.</summary>
    public void Add(FieldError error) => _errors.Add(error);

    /// <summary>Adds what others found.</summary>
    public void AddAll(FieldErrors others) => _errors.AddRange(others._errors);

    /// <summary>Forgets what was found, for a rule that says it all.</summary>
    public void Clear() => _errors.Clear();

    /// <summary>A value that must be there is not.</summary>
    public void Required(FieldPath path, string detail = "") => Add(new(FieldErrorType.FieldValueRequired, path.ToString(), null, detail));

    /// <summary>The value is malformed or out of range.</summary>
    public void Invalid(FieldPath path, string value, string detail) => Add(new(FieldErrorType.FieldValueInvalid, path.ToString(), Quote(value), detail));

    /// <summary>The value is malformed or out of range.</summary>
    public void Invalid(FieldPath path, long value, string detail) =>
        Add(new(FieldErrorType.FieldValueInvalid, path.ToString(), value.ToString(CultureInfo.InvariantCulture), detail));

    /// <summary>The value, given as messages show it, is malformed or out of range.</summary>
    public void InvalidValue(FieldPath path, string shown, string detail) => Add(new(FieldErrorType.FieldValueInvalid, path.ToString(), shown, detail));

    /// <summary>The value is none of those that are known.</summary>
    public void NotSupported(FieldPath path, string value, IEnumerable<string> supported) => Add(new(
        FieldErrorType.FieldValueNotSupported, path.ToString(), Quote(value), "supported values: " + string.Join(", ", supported.Select(Quote))));

    /// <summary>The value may not be set here.</summary>
    public void Forbidden(FieldPath path, string detail) => Add(new(FieldErrorType.FieldValueForbidden, path.ToString(), null, detail));

    /// <summary>The value occurs twice where it may only once.</summary>
    public void Duplicate(FieldPath path, string value) => Add(new(FieldErrorType.FieldValueDuplicate, path.ToString(), Quote(value), ""));

    /// <summary>The value refers to what does not exist.</summary>
    public void NotFound(FieldPath path, string value) => Add(new(FieldErrorType.FieldValueNotFound, path.ToString(), Quote(value), ""));

    /// <summary>The value is longer than <paramref name="limitBytes"/> bytes.</summary>
    public void TooLong(FieldPath path, int limitBytes) =>
        Add(new(FieldErrorType.FieldValueTooLong, path.ToString(), null, $"may not be more than {limitBytes.ToString(CultureInfo.InvariantCulture)} bytes"));

    /// <summary>There are more than <paramref name="limit"/> items.</summary>
    public void TooMany(FieldPath path, int count, int limit) => Add(new(
        FieldErrorType.FieldValueTooMany, path.ToString(), count.ToString(CultureInfo.InvariantCulture), $"must have at most {limit.ToString(CultureInfo.InvariantCulture)} items"));

    /// <summary>The 422 that tells all errors.</summary>
    public ApiException ToException(GroupVersionKind kind, string name)
    {
        var texts = _errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var shown = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var qualified = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var causes = _errors.Select(error => new StatusCause { Type = error.Type.ToString(), Message = error.Body, Field = error.Field }).ToApiList();
        return StatusErrors.Of(422, StatusReason.Invalid, $"{qualified} \"{name}\" is invalid: {shown}", new StatusDetails
        {
            Name = name,
            Group = kind.Group,
            Kind = kind.Kind,
            Causes = causes,
        });
    }

    /// <summary>A text in quotes, as Go prints it.</summary>
    public static string Quote(string text)
    {
        using var writer = new JsonWriter(text.Length + 16);
        writer.String(text);
        return Encoding.UTF8.GetString(writer.WrittenSpan);
    }
}
