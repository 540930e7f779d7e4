using System.Globalization;

namespace Tiphys.ApiServer.Validation;

/// <summary>Checks that nearly every kind makes.</summary>
public static class FieldErrorsExtensions
{
    /// <summary>The message for a number below zero.</summary>
    public const string NotNegative = "must be greater than or equal to 0";

    /// <summary>The message for a change of what may not change.</summary>
    public const string Immutable = "field is immutable";

    /// <summary>One error for each reason why the value is wrong.</summary>
    public static void InvalidFor(this FieldErrors errors, FieldPath path, string value, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
        {
            errors.Invalid(path, value, reason);
        }
    }

    /// <summary>One error for each reason why the number is wrong.</summary>
    public static void InvalidFor(this FieldErrors errors, FieldPath path, long value, IEnumerable<string> reasons)
    {
        foreach (var reason in reasons)
        {
            errors.Invalid(path, value, reason);
        }
    }

    /// <summary>The number must not be below zero.</summary>
    public static void CheckNotNegative(this FieldErrors errors, FieldPath path, long? value)
    {
        if (value < 0)
        {
            errors.Invalid(path, value.Value, NotNegative);
        }
    }

    /// <summary>The value may not be set here, if a condition holds.</summary>
    public static void ForbiddenIf(this FieldErrors errors, bool isWrong, FieldPath path, string detail)
    {
        if (isWrong)
        {
            errors.Forbidden(path, detail);
        }
    }

    /// <summary>Throws the 422 that tells all errors, when there are any.</summary>
    /// <exception cref="Api.Errors.ApiException">422: something is wrong.</exception>
    public static void ThrowIfAny(this FieldErrors errors, GroupVersionKind kind, string name)
    {
        if (!errors.IsEmpty)
        {
            throw errors.ToException(kind, name);
        }
    }

    /// <summary>The value must be there, and of a form if one is given.</summary>
    public static void CheckRequired(this FieldErrors errors, FieldPath path, string value, Func<string, IEnumerable<string>>? form = null)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
        }
        else if (form is not null)
        {
            errors.InvalidFor(path, value, form(value));
        }
    }

    /// <summary>The value must be one of those known; <paramref name="supported"/> in the order in which the message names them.</summary>
    public static void CheckSupported(this FieldErrors errors, FieldPath path, string value, params string[] supported)
    {
        if (!supported.Contains(value, StringComparer.Ordinal))
        {
            errors.NotSupported(path, value, supported);
        }
    }

    /// <summary>The value must be there and one of those known.</summary>
    public static void CheckRequiredAndSupported(this FieldErrors errors, FieldPath path, string value, params string[] supported)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.CheckSupported(path, value, supported);
        }
    }

    /// <summary>The text may not change.</summary>
    public static void CheckImmutable(this FieldErrors errors, FieldPath path, string? value, string? old)
    {
        if (!string.Equals(value ?? "", old ?? "", StringComparison.Ordinal))
        {
            errors.Invalid(path, value ?? "", Immutable);
        }
    }

    /// <summary>The value may not change; <paramref name="shown"/> is how the message shows the new one.</summary>
    public static void CheckImmutable<T>(this FieldErrors errors, FieldPath path, T value, T old, Func<T, string> shown)
    {
        if (!EqualityComparer<T>.Default.Equals(value, old))
        {
            errors.InvalidValue(path, shown(value), Immutable);
        }
    }

    /// <summary>The value must be a path below a domain: <c>acme.io/foo</c>.</summary>
    public static void CheckDomainPrefixedPath(this FieldErrors errors, FieldPath path, string value)
    {
        if (value.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var parts = value.Split('/', 2);
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            errors.Invalid(path, value, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        errors.InvalidFor(path, parts[0], Formats.Dns1123Subdomain(parts[0]));
        errors.InvalidFor(path, parts[1], Formats.HttpPath(parts[1]));
    }

    /// <summary>Something is wrong with the value as a whole, which the message does not show.</summary>
    public static void InvalidWhole(this FieldErrors errors, FieldPath path, string detail) =>
        errors.Add(new(FieldErrorType.FieldValueInvalid, path.ToString(), null, detail));

    /// <summary>The check itself failed.</summary>
    public static void Internal(this FieldErrors errors, FieldPath path, string detail) =>
        errors.Add(new(FieldErrorType.InternalError, path.ToString(), null, detail));

    /// <summary>A value that is none of those known, in a list that the caller has put in order.</summary>
    public static void NotSupported(this FieldErrors errors, FieldPath path, string value, params string[] supported) =>
        errors.NotSupported(path, value, (IEnumerable<string>)supported);

    /// <summary>A value, given as messages show it, that is none of those known.</summary>
    public static void NotSupportedValue(this FieldErrors errors, FieldPath path, string shown, params string[] supported) => errors.Add(new(
        FieldErrorType.FieldValueNotSupported, path.ToString(), shown, "supported values: " + string.Join(", ", supported.Select(FieldErrors.Quote))));

    /// <summary>A number as messages show it.</summary>
    public static string Shown(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
