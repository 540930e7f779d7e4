namespace Tiphys.ApiServer.Validation;

/// <summary>What is wrong with a value; the names are the reasons of a status' causes.</summary>
public enum FieldErrorType
{
    /// <summary>The value has the wrong type.</summary>
    FieldValueTypeInvalid,

    /// <summary>A value that must be there is not.</summary>
    FieldValueRequired,

    /// <summary>The value occurs twice where it may only once.</summary>
    FieldValueDuplicate,

    /// <summary>The value is malformed or out of range.</summary>
    FieldValueInvalid,

    /// <summary>The value is none of those that are known.</summary>
    FieldValueNotSupported,

    /// <summary>The value may not be set here.</summary>
    FieldValueForbidden,

    /// <summary>The value is too long.</summary>
    FieldValueTooLong,

    /// <summary>There are too many items.</summary>
    FieldValueTooMany,

    /// <summary>The value refers to what does not exist.</summary>
    FieldValueNotFound,

    /// <summary>The check itself failed.</summary>
    InternalError,
}

/// <summary>One value that does not pass validation, with upstream's wording (k8s.io/apimachinery, <c>util/validation/field</c>).</summary>
/// <param name="Type">What is wrong.</param>
/// <param name="Field">Path of the value.</param>
/// <param name="BadValue">The value as messages show it: strings in quotes, numbers and booleans plain, objects as JSON; null to leave it out.</param>
/// <param name="Detail">Why; may be empty.</param>
public sealed record FieldError(FieldErrorType Type, string Field, string? BadValue, string Detail)
{
    /// <summary>The error without its path: <c>Invalid value: "x": must be …</c>.</summary>
    public string Body
    {
        get
        {
            var head = Type switch
            {
                FieldErrorType.FieldValueRequired => "Required value",
                FieldErrorType.FieldValueForbidden => "Forbidden",
                FieldErrorType.FieldValueTooLong => "Too long",
                FieldErrorType.InternalError => "Internal error",
                _ => BadValue is null ? Words : $"{Words}: {BadValue}",
            };
            return Detail.Length == 0 ? head : $"{head}: {Detail}";
        }
    }

    private string Words => Type switch
    {
        FieldErrorType.FieldValueDuplicate => "Duplicate value",
        FieldErrorType.FieldValueNotSupported => "Unsupported value",
        FieldErrorType.FieldValueNotFound => "Not found",
        FieldErrorType.FieldValueTooMany => "Too many",
        _ => "Invalid value",
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Body}";
}
