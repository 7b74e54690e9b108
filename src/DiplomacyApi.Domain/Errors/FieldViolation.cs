using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>What is wrong with one field, and the way out.</summary>
/// <param name="Field">The path of the field, such as `statement.demand.items[2].id`.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record FieldViolation(string Field, ErrorReason Reason, string Message);
