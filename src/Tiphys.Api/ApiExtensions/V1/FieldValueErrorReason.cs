namespace Tiphys.Api.ApiExtensions.V1;

/// <summary>All values of <c>FieldValueErrorReason</c>.</summary>
public static class FieldValueErrorReason
{
    public const string FieldValueRequired = "FieldValueRequired";

    public const string FieldValueDuplicate = "FieldValueDuplicate";

    public const string FieldValueInvalid = "FieldValueInvalid";

    public const string FieldValueForbidden = "FieldValueForbidden";
}
